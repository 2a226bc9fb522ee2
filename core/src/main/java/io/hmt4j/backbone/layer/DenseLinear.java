package io.hmt4j.backbone.layer;

import io.hmt4j.backbone.adapter.LoraLayer;
import io.hmt4j.tensor.Autocast;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * x W^T + b in floating point, and what an adapter beside it adds.
 *
 * @param weight (out, in)
 * @param bias (out), or null for none
 * @param adapter the adapter, or null for none
 */
record DenseLinear(
        Tensor weight, @Nullable Tensor bias, @Nullable LoraLayer adapter) implements Linear {

    @Override
    public Tensor apply(Tensor input) {
        Tensor projected = Autocast.linear(input, weight, bias);
        return adapter == null ? projected : adapter.addTo(projected, input);
    }
}
