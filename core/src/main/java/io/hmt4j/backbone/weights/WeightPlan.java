package io.hmt4j.backbone.weights;

import io.hmt4j.backbone.adapter.LinearModule;
import io.hmt4j.tensor.Int4Groups;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All weights of a model, in the order they are kept and written.
 *
 * @param weights the weights
 * @param tied names a checkpoint may hold as well, with the weight each must equal: a tied head
 * @param embeddings the table of token embeddings, one of the tables
 * @param tables matrices that are no linear maps: their rows are looked up
 * @param initializerRange standard deviation of normal initial values
 */
public record WeightPlan(
        List<WeightSpec> weights,
        Map<String, String> tied,
        String embeddings,
        Set<String> tables,
        double initializerRange) {

    /** How the name of a linear map's matrix ends, behind the map's own name. */
    public static final String MATRIX = ".weight";

    public WeightPlan {
        weights = List.copyOf(weights);
        tied = Map.copyOf(tied);
        tables = Set.copyOf(tables);
    }

    /** Whether a weight is held as integers where weights are quantized: matrices, and the table of embeddings. */
    boolean isQuantizable(WeightSpec spec) {
        return spec.shape().size() == 2 && (spec.name().equals(embeddings) || !tables.contains(spec.name()));
    }

    /** Whether a weight has 4 bits where others have: neither embeddings nor head. */
    boolean isNarrowable(WeightSpec spec) {
        return !tables.contains(spec.name())
                && !new LinearModule(module(spec.name()), 1, 1).isHead()
                && Int4Groups.fits(spec.shape().get(0), spec.shape().get(1));
    }

    /** The name of the linear map that a matrix belongs to. */
    static String module(String matrix) {
        return matrix.substring(0, matrix.length() - MATRIX.length());
    }

    /** The linear maps of the model, those an adapter may stand beside. */
    public List<LinearModule> linearModules() {
        return weights.stream()
                .filter(spec -> spec.shape().size() == 2 && !tables.contains(spec.name()))
                .map(WeightPlan::linearModule)
                .toList();
    }

    private static LinearModule linearModule(WeightSpec matrix) {
        return new LinearModule(
                module(matrix.name()), matrix.shape().get(0), matrix.shape().get(1));
    }

    /** Number of elements of all weights. */
    public long parameters() {
        return weights.stream().mapToLong(WeightSpec::elements).sum();
    }
}
