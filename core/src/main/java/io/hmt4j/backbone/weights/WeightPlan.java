package io.hmt4j.backbone.weights;

import java.util.List;
import java.util.Map;

/**
 * All weights of a model, in the order they are kept and written.
 *
 * @param weights the weights
 * @param tied names a checkpoint may hold as well, with the weight each must equal: a tied head
 * @param initializerRange standard deviation of normal initial values
 */
public record WeightPlan(List<WeightSpec> weights, Map<String, String> tied, double initializerRange) {

    public WeightPlan {
        weights = List.copyOf(weights);
        tied = Map.copyOf(tied);
    }

    /** Number of elements of all weights. */
    public long parameters() {
        return weights.stream().mapToLong(WeightSpec::elements).sum();
    }
}
