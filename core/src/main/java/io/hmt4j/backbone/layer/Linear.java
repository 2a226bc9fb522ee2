package io.hmt4j.backbone.layer;

import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.Weights;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A linear map, x W^T + b. */
public interface Linear {

    /** (..., in) to (..., out). */
    Tensor apply(Tensor input);

    /** The linear map of a module, such as {@code model.layers.0.self_attn.q_proj}, without bias where it has none. */
    static Linear of(Weights weights, String module) {
        return named(weights, module, module + WeightPlan.MATRIX);
    }

    /** The linear map of a module whose matrix has a name of its own: a head tied to the embeddings. */
    static Linear named(Weights weights, String module, String matrix) {
        return weights.isQuantized(matrix)
                ? new QuantizedLinear(weights.pack(List.of(matrix)), weights.find(module + ".bias"))
                : new DenseLinear(weights.get(matrix), weights.find(module + ".bias"), weights.adapter(module));
    }
}
