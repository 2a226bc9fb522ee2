package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * x W^T + b.
 *
 * @param weight (out, in)
 * @param bias (out), or null for none
 */
public record Linear(Tensor weight, @Nullable Tensor bias) {

    /** (..., in) to (..., out). */
    public Tensor apply(Tensor input) {
        return Ops.linear(input, weight, bias);
    }
}
