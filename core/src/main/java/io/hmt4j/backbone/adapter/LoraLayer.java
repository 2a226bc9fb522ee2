package io.hmt4j.backbone.adapter;

import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The adapter of one linear map: x W^T + b becomes x W^T + b + scale (x A^T) B^T.
 *
 * @param down A, (r, in), float32 or float64
 * @param up B, (out, r), like A
 * @param scale alpha / r, or alpha / sqrt(r)
 * @param dropout of its input
 */
public record LoraLayer(Tensor down, Tensor up, double scale, Dropout dropout) {

    /**
     * Adds what the adapter says of an input, computed in the format of A, or of {@link Autocast}.
     *
     * @param input x, (..., in)
     * @param projected x W^T + b, (..., out)
     * @return (..., out), in the format of {@code projected}
     */
    public Tensor addTo(Tensor projected, Tensor input) {
        Tensor own = Autocast.isOn() ? input : Tensors.as(input, DType.of(down));
        Tensor narrow = Autocast.linear(dropout.apply(own), down, null); // (..., r)
        Tensor added = Autocast.linear(narrow, up, null); // (..., out)
        return Tensors.as(projected.add(added, new Scalar(scale)), DType.of(projected));
    }

    /**
     * The weight with the adapter in it: W + scale B A.
     *
     * @param weight W, (out, in), float32 or float64
     * @return a new tensor, (out, in), in the format of {@code weight}
     */
    public Tensor mergedInto(Tensor weight) {
        DType type = DType.of(weight);
        return torch.addmm(weight, Tensors.as(up, type), Tensors.as(down, type), new Scalar(1.0), new Scalar(scale));
    }
}
