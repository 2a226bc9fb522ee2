package io.hmt4j.backbone.layer;

import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.tensor.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Several linear maps of one input, such as query, key and value.
 *
 * <p>Families keep them apart or as one matrix. In floating point one matrix was measured to be no faster (docs/log.md), so
 * they stay as the checkpoint has them: mapped weights need no copy, and each has its own gradient. Quantized ones are
 * packed as one matrix where they are of one kind: the input is quantized once.
 */
public interface Projection {

    /** (B, T, in) to (B, T, out) each. */
    Tensor[] apply(Tensor input);

    /** The maps of some modules of equal input. */
    static Projection of(Weights weights, List<String> modules) {
        List<String> matrices =
                modules.stream().map(module -> module + WeightPlan.MATRIX).toList();
        if (!weights.isOneKind(matrices)) {
            return separate(
                    modules.stream().map(module -> Linear.of(weights, module)).toList());
        }
        List<Integer> widths = matrices.stream().map(weights::rows).toList();
        Tensor bias = joinedBias(weights, modules);
        return fused(new QuantizedLinear(weights.pack(matrices), bias), widths);
    }

    /** Each map has a matrix of its own. */
    static Projection separate(List<Linear> parts) {
        return input -> parts.stream().map(part -> part.apply(input)).toArray(Tensor[]::new);
    }

    /**
     * One matrix holds all maps, one below the other.
     *
     * @param fused the matrix, (sum of widths, in)
     * @param widths output width of each map
     */
    static Projection fused(Linear fused, List<Integer> widths) {
        return input -> {
            Tensor all = fused.apply(input);
            Tensor[] parts = new Tensor[widths.size()];
            long start = 0;
            for (int part = 0; part < parts.length; part++) {
                parts[part] = all.narrow(-1, start, widths.get(part));
                start += widths.get(part);
            }
            return parts;
        };
    }

    private static @Nullable Tensor joinedBias(Weights weights, List<String> modules) {
        Tensor[] biases = modules.stream()
                .flatMap(module -> Stream.ofNullable(weights.find(module + ".bias")))
                .toArray(Tensor[]::new);
        if (biases.length == 0) {
            return null;
        }
        if (biases.length != modules.size()) {
            throw new IllegalStateException("some of " + modules + " have biases, others have none");
        }
        return weights.own(Tensors.cat(0, biases));
    }
}
