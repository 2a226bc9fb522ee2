package io.hmt4j.backbone.weights;

import java.util.Arrays;
import java.util.List;

/**
 * One weight of a model.
 *
 * @param name its name in a checkpoint of transformers' causal language model
 * @param initial what it is before training
 * @param shape its dimensions
 */
public record WeightSpec(String name, Initial initial, List<Long> shape) {

    /** What a weight is before training. */
    public enum Initial {
        /** Normal with mean 0 and the standard deviation of the plan. */
        NORMAL,
        ZERO,
        ONE
    }

    public WeightSpec {
        shape = List.copyOf(shape);
    }

    public WeightSpec(String name, Initial initial, long... shape) {
        this(name, initial, Arrays.stream(shape).boxed().toList());
    }

    /** The dimensions as the engine takes them. */
    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Number of elements. */
    long elements() {
        return shape.stream().reduce(1L, (product, dimension) -> product * dimension);
    }
}
