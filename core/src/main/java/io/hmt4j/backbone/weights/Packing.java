package io.hmt4j.backbone.weights;

import io.hmt4j.tensor.Awaited;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.MatrixProduct;
import io.hmt4j.tensor.QuantizedMatrix;
import io.hmt4j.tensor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.FutureTask;
import org.bytedeco.pytorch.Tensor;

/**
 * Packs matrices side by side, on as many threads as the engine has: the library does one on one thread, and a model of 135
 * million parameters takes half a second so (docs/log.md). For one thread; the products are safe for several.
 */
final class Packing {

    private final Queue<Later> waiting =
            new PriorityQueue<>(Comparator.comparing(Later::elements).reversed());
    private final List<Later> begun = new ArrayList<>();
    private int threads;

    /**
     * Begins to pack matrices as one product, which the caller closes.
     *
     * @param whenRead run once the matrices are no longer read, however it went
     */
    MatrixProduct begin(List<QuantizedMatrix> matrices, Runnable whenRead) {
        long elements = matrices.stream()
                .mapToLong(matrix -> matrix.rows() * matrix.columns())
                .sum();
        Later product = new Later(elements, new FutureTask<>(() -> {
            try (Scope scope = Scope.withoutGradient()) {
                return QuantizedMatrix.pack(matrices);
            } finally {
                whenRead.run();
            }
        }));
        begun.add(product);
        synchronized (waiting) {
            waiting.add(product);
            if (threads < Engine.threads()) {
                threads++;
                Thread worker = new Thread(this::work, "packing");
                worker.setDaemon(true);
                worker.start();
            }
        }
        return product;
    }

    /** Waits for all. Throws what went wrong with the first that failed. */
    void await() {
        begun.forEach(Later::get);
        begun.clear();
    }

    private void work() {
        while (true) {
            Later next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    threads--;
                    return;
                }
            }
            next.task.run();
        }
    }

    /**
     * A product that waits until it is packed.
     *
     * @param elements of its matrices: the largest are packed first, so that all threads end together
     */
    private record Later(long elements, FutureTask<MatrixProduct> task) implements MatrixProduct {

        @Override
        public Tensor apply(Tensor input) {
            return get().apply(input);
        }

        @Override
        public void close() {
            MatrixProduct packed;
            try {
                packed = get();
            } catch (RuntimeException | Error failed) {
                return; // there is nothing to close
            }
            packed.close();
        }

        MatrixProduct get() {
            return Awaited.of(task);
        }
    }
}
