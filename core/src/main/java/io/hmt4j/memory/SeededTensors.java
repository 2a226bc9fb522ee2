package io.hmt4j.memory;

import io.hmt4j.tensor.Tensors;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/** Random tensors that depend on a seed alone: not on the engine's version, its threads or the device. */
final class SeededTensors {

    private final Random random;

    SeededTensors(long seed) {
        random = new Random(seed);
    }

    /** float32 from the normal distribution with mean 0. */
    Tensor normal(double deviation, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return Tensors.floats(values, rows, columns);
    }

    /** float32 from the uniform distribution between -bound and bound. */
    Tensor uniform(double bound, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return Tensors.floats(values, rows, columns);
    }
}
