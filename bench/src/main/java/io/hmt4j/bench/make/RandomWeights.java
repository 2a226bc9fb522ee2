package io.hmt4j.bench.make;

import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.WeightSpec;
import io.hmt4j.checkpoint.TensorRecipe;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Weights as they are before training, each drawn when it is written.
 *
 * @param plan which weights there are
 * @param type number format they are written in; they are drawn in float32
 * @param seed with the name of a weight it decides the weight's values
 */
record RandomWeights(WeightPlan plan, DType type, long seed) {

    Map<String, TensorRecipe> recipes() {
        Map<String, TensorRecipe> recipes = new LinkedHashMap<>();
        for (WeightSpec spec : plan.weights()) {
            recipes.put(spec.name(), new TensorRecipe(type, spec.shape(), () -> draw(spec)));
        }
        return recipes;
    }

    private Tensor draw(WeightSpec spec) {
        long[] shape = spec.shape().stream().mapToLong(Long::longValue).toArray();
        Tensor empty = Tensors.empty(DType.FLOAT32, ComputeDevice.CPU, shape);
        Tensor drawn =
                switch (spec.initial()) {
                    case NORMAL -> empty.normal_(0, plan.initializerRange(), random(spec.name()));
                    case ZERO -> empty.zero_();
                    case ONE -> empty.fill_(new Scalar(1.0));
                };
        return Tensors.as(drawn, type);
    }

    private GeneratorOptional random(String name) {
        return new GeneratorOptional(torch.make_generator_cpu(seed * 0x9E3779B97F4A7C15L + name.hashCode()));
    }
}
