package io.hmt4j.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A product of two float32 matrices of 768 x 768, computed and timed.
 *
 * @param correct whether the result was right
 * @param gigaflops billions of additions and multiplications a second, the best of a few runs
 */
public record SelfCheck(boolean correct, double gigaflops) {

    private static final int SIZE = 768;
    private static final int RUNS = 6;

    static SelfCheck run() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor ones = torch.ones(SIZE, SIZE);
            boolean correct = true;
            long best = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                Tensor product = ones.matmul(ones);
                best = Math.min(best, System.nanoTime() - start);
                correct &= product.eq(new Scalar((double) SIZE)).all().item_bool();
            }
            return new SelfCheck(correct, 2.0 * SIZE * SIZE * SIZE / best);
        }
    }
}
