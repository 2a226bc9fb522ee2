package io.hmt4j.backbone.weights;

import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Int4Groups;
import io.hmt4j.tensor.Int8Rows;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.WeightFormat;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Loads the weights of a plan from a checkpoint. */
public final class WeightLoader {

    private WeightLoader() {}

    /**
     * Loads all weights in one format onto one device. A tensor that has both already is used as it lies in the source, which
     * then stays open until the weights are closed; else the source is closed at once, and also if loading fails. What is
     * converted is converted tensor by tensor, and the mapped pages of each are given back: never are both copies in memory.
     *
     * @param merged adapters that are merged into the weights, on the same device; null for none. They stay the caller's
     * @throws InputException as {@link CheckpointWeights#check}
     */
    public static Weights load(
            WeightPlan plan,
            TensorSource source,
            ComputeDevice device,
            WeightFormat format,
            @Nullable LoraAdapters merged) {
        Weights weights = new Weights(device, format, plan.embeddings());
        boolean loaded = false;
        boolean mapped = false;
        try {
            CheckpointWeights stored = CheckpointWeights.check(plan, source, merged);
            for (WeightSpec spec : plan.weights()) {
                mapped |= load(spec, plan, stored, weights);
            }
            loaded = true;
        } finally {
            if (loaded && mapped) {
                weights.keepOpen(source);
            } else {
                source.close();
            }
            if (!loaded) {
                weights.close();
            }
        }
        return weights;
    }

    /** Loads a weight; true if it is a view of the source. */
    private static boolean load(WeightSpec spec, WeightPlan plan, CheckpointWeights stored, Weights weights) {
        try (Scope scope = Scope.withoutGradient()) {
            if (weights.format().isQuantized()) {
                loadQuantized(spec, plan, stored, weights);
                stored.release(spec);
                return false;
            }
            weights.put(spec.name(), stored.tensor(spec, weights.device(), weights.type()));
            boolean view = stored.isView(spec, weights.device(), weights.type());
            if (!view) {
                stored.release(spec);
            }
            return view;
        }
    }

    private static void loadQuantized(WeightSpec spec, WeightPlan plan, CheckpointWeights stored, Weights weights) {
        if (!plan.isQuantizable(spec)) {
            Tensor tensor = stored.tensor(spec, weights.device(), weights.type());
            boolean view = stored.isView(spec, weights.device(), weights.type());
            weights.put(spec.name(), view ? tensor.clone() : tensor); // so that the source can be closed
            return;
        }
        Tensor matrix = stored.tensor(spec);
        boolean narrow = weights.format() == WeightFormat.INT4 && plan.isNarrowable(spec);
        weights.put(spec.name(), narrow ? Int4Groups.quantize(matrix) : Int8Rows.quantize(matrix));
    }
}
