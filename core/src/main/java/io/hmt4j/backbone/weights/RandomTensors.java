package io.hmt4j.backbone.weights;

import io.hmt4j.checkpoint.MemoryTensors;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Weights as they are before training, in float32: the same for the same plan and seed. */
public final class RandomTensors {

    private RandomTensors() {}

    /** Draws all weights of a plan. The caller closes the source. */
    public static TensorSource draw(WeightPlan plan, long seed) {
        try (Scope scope = Scope.withoutGradient()) {
            GeneratorOptional random = new GeneratorOptional(torch.make_generator_cpu(seed));
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (WeightSpec spec : plan.weights()) {
                Tensor empty = Tensors.empty(DType.FLOAT32, ComputeDevice.CPU, spec.dimensions());
                tensors.put(spec.name(), fill(empty, spec, plan.initializerRange(), random));
            }
            return new MemoryTensors("random weights", tensors);
        }
    }

    private static Tensor fill(Tensor empty, WeightSpec spec, double range, GeneratorOptional random) {
        return switch (spec.initial()) {
            case NORMAL -> empty.normal_(0, range, random);
            case ZERO -> empty.zero_();
            case ONE -> empty.fill_(new Scalar(1.0));
        };
    }
}
