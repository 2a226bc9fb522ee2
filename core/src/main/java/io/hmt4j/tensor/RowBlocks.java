package io.hmt4j.tensor;

import org.bytedeco.pytorch.Tensor;

/** Walks over a large matrix some rows at a time, so that what is made on the way stays small. */
final class RowBlocks {

    private static final long ELEMENTS = 1L << 20;

    private RowBlocks() {}

    /** Takes rows of a matrix. */
    @FunctionalInterface
    interface Work {
        /** Rows from {@code first} on, (r, C), float32. What it makes is freed behind it. */
        void take(long first, Tensor block);
    }

    static void forEach(Tensor matrix, Work work) {
        long rows = matrix.size(0);
        long step = Math.max(1, ELEMENTS / Math.max(1, matrix.size(1)));
        for (long first = 0; first < rows; first += step) {
            try (Scope scope = Scope.withoutGradient()) {
                Tensor block = matrix.narrow(0, first, Math.min(step, rows - first));
                work.take(first, Tensors.as(block, DType.FLOAT32));
            }
        }
    }
}
