package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Layer normalisation over the last dimension (Ba et al. 2016).
 *
 * @param width D
 * @param weight (D), or null for none
 * @param bias (D), or null for none
 * @param epsilon added to the variance
 */
public record LayerNorm(
        long width, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {

    /** (..., D) to (..., D). */
    public Tensor apply(Tensor input) {
        return Ops.layerNorm(input, width, weight, bias, epsilon);
    }
}
