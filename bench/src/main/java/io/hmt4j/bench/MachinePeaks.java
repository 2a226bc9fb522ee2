package io.hmt4j.bench;

import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What the machine can do at this moment: what floors are made from.
 *
 * @param operations floating-point (or integer) operations a second of processor time, of a large product in a
 *     format
 * @param floats the same in float32: that of recall whatever the format, and the floor attention is held against, although
 *     its products are bfloat16 where {@link WeightFormat#attentionProducts()} says so
 * @param bytes bytes a second of processor time, read from memory
 */
record MachinePeaks(double operations, double floats, double bytes) {

    private static final int REPEATS = 5;
    private static final int ROWS = 512;
    private static final int FLOATS = 1 << 26; // 256 MB, more than caches hold

    /** Measures them: the best of five times, for a floor is what nothing beats. */
    static MachinePeaks measure(WeightFormat format) {
        double operations = operations(format);
        double floats = format == WeightFormat.FLOAT32 ? operations : operations(WeightFormat.FLOAT32);
        return new MachinePeaks(operations, floats, bandwidth());
    }

    private static double operations(WeightFormat format) {
        try (Scope scope = Scope.withoutGradient();
                LinearProduct product = LinearProduct.random(8192, 2048, format)) {
            Tensor input = Tensors.as(Tensors.normal(1, ROWS, 2048), format.arithmetic());
            double seconds = best(() -> product.multiply(input));
            return 2.0 * ROWS * 2048 * 8192 / seconds;
        }
    }

    private static double bandwidth() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor floats = torch.ones(FLOATS);
            return 4.0 * FLOATS / best(floats::sum);
        }
    }

    private static double best(Runnable work) {
        return IntStream.range(0, REPEATS)
                .mapToDouble(i -> ComputedTime.of(() -> {
                    try (Scope scope = Scope.withoutGradient()) {
                        work.run();
                    }
                }))
                .min()
                .orElseThrow();
    }
}
