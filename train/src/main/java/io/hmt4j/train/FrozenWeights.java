package io.hmt4j.train;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The weights of a backbone that no step moves and no checkpoint holds. */
final class FrozenWeights {

    private FrozenWeights() {}

    /**
     * Holds the matrices of products in the products' format alone: they would be rounded to it anyway. Embeddings are
     * looked up, not multiplied, and stay as they are.
     *
     * @param weights by name; those that require gradients are left alone
     */
    static void hold(Map<String, Tensor> weights, DType products) {
        try (Scope scope = Scope.withoutGradient()) {
            weights.forEach((name, weight) -> {
                if (weight.dim() == 2 && !weight.requires_grad() && !name.contains("embed")) {
                    weight.set_data(Tensors.as(weight, products));
                }
            });
        }
    }
}
