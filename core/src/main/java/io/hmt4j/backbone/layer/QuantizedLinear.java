package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.MatrixProduct;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * x W^T + b with a quantized W; without gradient.
 *
 * @param product the product with W, (out, in)
 * @param bias (out), or null for none
 */
record QuantizedLinear(MatrixProduct product, @Nullable Tensor bias) implements Linear {

    @Override
    public Tensor apply(Tensor input) {
        Tensor projected = product.apply(input);
        return bias == null ? projected : projected.add_(bias);
    }
}
