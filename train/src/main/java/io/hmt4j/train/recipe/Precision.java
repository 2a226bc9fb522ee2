package io.hmt4j.train.recipe;

/** The number format of products. Weights, gradients, the optimizer's state and all else are float32 in both. */
public enum Precision {
    FLOAT32,
    /** Linear maps and attention in bfloat16 (autocast), on devices that have units for it. */
    BFLOAT16
}
