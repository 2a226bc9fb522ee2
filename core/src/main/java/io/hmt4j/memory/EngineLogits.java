package io.hmt4j.memory;

import io.hmt4j.generate.Logits;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Logits where the engine made them: searched and summed up there, only what is asked for is copied. */
final class EngineLogits implements Logits {

    /** Sums of up to a few hundred thousand weights differ by less than this share, whoever adds them up. */
    private static final double ROUNDING = 1e-10;

    private final Tensor logits; // float32, (V)
    private int largest = -1;
    private float largestLogit;

    /** Looks at a tensor of V numbers, which the caller keeps. */
    EngineLogits(Tensor logits) {
        this.logits = Tensors.as(logits.flatten(), DType.FLOAT32);
    }

    @Override
    public int size() {
        return Math.toIntExact(logits.numel());
    }

    @Override
    public int largest() {
        if (largest < 0) {
            try (Scope scope = Scope.withoutGradient()) {
                T_TensorTensor_T found = torch.max(logits, 0); // the first of equal ones, NaN before all
                largestLogit = found.get0().item_float();
                largest = Math.toIntExact(found.get1().item_long());
            }
        }
        return largest;
    }

    @Override
    public float at(int id) {
        if (id == largest) {
            return largestLogit;
        }
        try (Scope scope = Scope.withoutGradient()) {
            return logits.select(0, id).item_float();
        }
    }

    @Override
    public Top top(int k) {
        try (Scope scope = Scope.withoutGradient()) {
            T_TensorTensor_T found = torch.topk(logits, k);
            int[] ids = Arrays.stream(Tensors.toLongs(found.get1()))
                    .mapToInt(Math::toIntExact)
                    .toArray();
            return new Top(ids, Tensors.toFloats(found.get0()));
        }
    }

    @Override
    public double mass(float reference, double temperature) {
        try (Scope scope = Scope.withoutGradient()) {
            return weights(reference, temperature).sum().item_double();
        }
    }

    @Override
    public int drawn(double temperature, double least, double share) {
        float reference = at(largest());
        if (!Float.isFinite(reference)) {
            return UNDECIDED;
        }
        try (Scope scope = Scope.withoutGradient()) {
            Tensor weights = weights(reference, temperature);
            Tensor sums = (least > 0 ? weights.mul_(weights.ge(new Scalar(least))) : weights).cumsum(0);
            double all = sums.select(0, size() - 1L).item_double();
            double rounding = ROUNDING * all;
            long first = Ops.firstAbove(sums, share * all - rounding);
            return first == Ops.firstAbove(sums, share * all + rounding) && first < size()
                    ? Math.toIntExact(first)
                    : UNDECIDED;
        }
    }

    private ComputeDevice device() {
        return logits.is_cuda() ? new ComputeDevice(true, logits.device().index()) : ComputeDevice.CPU;
    }

    /** e^((logit - reference) / temperature) in float64, (V). */
    private Tensor weights(float reference, double temperature) {
        return logits.to(DType.FLOAT64.scalarType())
                .sub_(new Scalar((double) reference))
                .div_(new Scalar(temperature))
                .exp_();
    }

    @Override
    public float[] at(int... ids) {
        try (Scope scope = Scope.withoutGradient()) {
            return Tensors.toFloats(
                    logits.index_select(0, Tensors.ids(ids, device()).flatten()));
        }
    }

    @Override
    public Logits with(int[] ids, float[] replacing) {
        Tensor places = Tensors.ids(ids, device()).flatten();
        Tensor values = Tensors.on(Tensors.floats(replacing, replacing.length), device());
        return new EngineLogits(logits.index_copy(0, places, values)); // all of it dies with the caller's scope
    }

    @Override
    public float[] all() {
        return Tensors.toFloats(logits);
    }
}
