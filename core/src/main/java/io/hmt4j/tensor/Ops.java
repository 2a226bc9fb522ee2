package io.hmt4j.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The arithmetic of a transformer, with the engine's optional arguments hidden. Results belong to the current scope. */
public final class Ops {

    static {
        Engine.start();
    }

    private Ops() {}

    /** The index of the first of ascending numbers (V) that is larger than a point; V where none is. */
    public static long firstAbove(Tensor ascending, double point) {
        StringViewOptional side = new StringViewOptional();
        TensorOptional sorter = new TensorOptional();
        return torch.searchsorted(ascending, new Scalar(point), false, true, side, sorter)
                .item_long();
    }

    /** x W^T + b: (..., in) and (out, in) to (..., out). */
    public static Tensor linear(Tensor input, Tensor weight, @Nullable Tensor bias) {
        return bias == null ? torch.linear(input, weight) : torch.linear(input, weight, bias);
    }

    /** Layer normalisation over the last dimension; weight and bias may be absent. */
    public static Tensor layerNorm(
            Tensor input, long width, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        return torch.layer_norm(input, new long[] {width}, optional(weight), optional(bias), epsilon, true);
    }

    /**
     * Scaled dot-product attention. On the CPU it is computed in float32 at least: the engine's kernel for narrower formats
     * takes 10 to 20 times as long (docs/log.md).
     *
     * @param query (B, H, T, K)
     * @param key (B, G, S, K), with G a divisor of H: each key head serves H / G query heads
     * @param value (B, G, S, K)
     * @param mask true where a query may look, shape that broadcasts to (B, H, T, S); null for none
     * @param causal query t sees keys 0 to t; only without a mask and for T = S
     * @param scale factor of the scores
     * @return (B, H, T, K), in the format of the query
     */
    public static Tensor attention(
            Tensor query, Tensor key, Tensor value, @Nullable Tensor mask, boolean causal, double scale) {
        DType type = DType.of(query);
        if (type.bytes() < DType.FLOAT32.bytes() && !query.is_cuda()) {
            Tensor wide = attention(wide(query), wide(key), wide(value), mask, causal, scale);
            return Tensors.as(wide, type);
        }
        boolean grouped = query.size(1) != key.size(1);
        return torch.scaled_dot_product_attention(
                query, key, value, optional(mask), 0.0, causal, new DoubleOptional(scale), grouped);
    }

    private static Tensor wide(Tensor tensor) {
        return Tensors.as(tensor, DType.FLOAT32);
    }

    /** Softmax over the last dimension, in float32. */
    public static Tensor softmax(Tensor scores) {
        return torch.softmax(scores, -1, new ScalarTypeOptional(DType.FLOAT32.scalarType()));
    }

    /** Logarithm of the softmax over the last dimension, in float32. */
    public static Tensor logSoftmax(Tensor scores) {
        return torch.log_softmax(scores, -1, new ScalarTypeOptional(DType.FLOAT32.scalarType()));
    }

    /**
     * Rows of a table: (V, D) and ids of any shape to (..., D). Where gradients are recorded only the rows that were looked up
     * add to the table's; it begins as zeros here, so that a first step rounds as the later ones do.
     */
    public static Tensor embedding(Tensor table, Tensor ids) {
        boolean trained = table.requires_grad() && table.is_leaf() && GradMode.is_enabled();
        if (trained && !table.grad().defined()) {
            table.mutable_grad().put(torch.zeros_like(table));
        }
        return torch.embedding(table, ids, -1, false, trained);
    }

    /** x + y for an x that nobody else needs: written over x where no gradients are recorded and formats are equal. */
    public static Tensor addInto(Tensor fresh, Tensor added) {
        return GradMode.is_enabled() || Autocast.isOn() ? fresh.add(added) : fresh.add_(added);
    }

    /** x * y for an x that nobody else needs: written over x where no gradients are recorded. */
    public static Tensor multiplyInto(Tensor fresh, Tensor factor) {
        return GradMode.is_enabled() ? fresh.mul(factor) : fresh.mul_(factor);
    }

    /** x times a number. */
    public static Tensor scale(Tensor tensor, double factor) {
        return tensor.mul(new Scalar(factor));
    }

    private static TensorOptional optional(@Nullable Tensor tensor) {
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
    }
}
