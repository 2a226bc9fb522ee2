package io.hmt4j.backbone.layer;

import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Root mean square normalisation (Zhang and Sennrich 2019): x / sqrt(mean(x^2) + epsilon) * weight over the last
 * dimension.
 *
 * <p>Composed by hand around one reduction, because the engine's own takes about twice as long on a CPU (docs/log.md). The
 * division happens in float32 at least, the product with the weight in the format of the input, as in transformers.
 */
public final class RmsNorm {

    private static final long[] LAST = {-1};

    private final Tensor weight;
    private final Tensor epsilon;
    private final Scalar two;
    private final Scalar inverseWidth;
    private final ScalarTypeOptional precision;
    private final DType type;

    /**
     * Makes the norm of a weight.
     *
     * @param weight (D)
     * @param weights keeps the constants of the norm
     */
    public RmsNorm(Tensor weight, double epsilon, Weights weights) {
        type = weights.type();
        DType atLeastFloat32 = type == DType.FLOAT64 ? type : DType.FLOAT32;
        this.weight = weight;
        this.epsilon = weights.own(constant(epsilon, atLeastFloat32, weights));
        two = weights.own(new Scalar(2.0));
        inverseWidth = weights.own(new Scalar(1.0 / weight.size(0)));
        precision = weights.own(new ScalarTypeOptional(atLeastFloat32.scalarType()));
    }

    /** (..., D) to (..., D). */
    public Tensor apply(Tensor input) {
        Tensor norm = torch.linalg_vector_norm(input, two, LAST, true, precision); // (..., 1)
        Tensor scale = torch.addcmul(epsilon, norm, norm, inverseWidth).rsqrt(); // (..., 1)
        Tensor normalised = input.mul(scale);
        Tensor weighed = Ops.multiplyInto(Tensors.as(normalised, type), weight);
        return Autocast.isOn() ? Tensors.like(weighed, input) : weighed;
    }

    private static Tensor constant(double value, DType type, Weights weights) {
        return Tensors.zeros(type, weights.device(), 1).add(new Scalar(value));
    }
}
