package io.hmt4j.backbone;

import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.backbone.adapter.LinearModule;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.weights.WeightLoader;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.DType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads weights with their adapters, which are merged into them or stand beside them.
 *
 * @param merged adapters to merge; null for none
 * @param beside adapters to keep apart; null for none
 */
record AdapterLoading(
        @Nullable LoraAdapters merged, @Nullable LoraAdapters beside) {

    /** Reads or makes the adapters that the options ask for. */
    static AdapterLoading of(List<LinearModule> modules, @Nullable Path folder, LoadOptions options) {
        // As norms: float32 at least, whatever the format of the weights.
        DType type = options.type() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
        AdapterUse use = options.adapters();
        if (options.format().isQuantized() && !(use instanceof AdapterUse.Merged)) {
            throw new InputException(
                    "adapters cannot stand beside " + options.format().flag()
                            + " weights: these pass no gradient on; train with f32 or bf16, and quantize the result");
        }
        if (use instanceof AdapterUse.Fresh fresh) {
            if (folder != null) {
                throw new InputException(
                        folder + " has adapters already; train on them, or merge them first (hmt merge)");
            }
            return new AdapterLoading(
                    null, LoraAdapters.fresh(fresh.config(), fresh.seed(), modules, options.device(), type));
        }
        boolean apart = use instanceof AdapterUse.Beside;
        if (folder == null) {
            if (apart) {
                throw new InputException("there are no adapters to train on: no adapter_config.json in the folder");
            }
            return new AdapterLoading(null, null);
        }
        LoraAdapters stored = LoraAdapters.load(folder, modules, options.device(), type);
        return apart ? new AdapterLoading(null, stored) : new AdapterLoading(stored, null);
    }

    /** Loads the weights; they own the adapters beside them, merged ones are freed. */
    Weights load(WeightPlan plan, TensorSource source, LoadOptions options) {
        boolean loaded = false;
        try {
            Weights weights = WeightLoader.load(plan, source, options.device(), options.format(), merged);
            if (beside != null) {
                weights.adapt(beside);
            }
            loaded = true;
            return weights;
        } finally {
            if (merged != null) {
                merged.close();
            }
            if (beside != null && !loaded) {
                beside.close();
            }
        }
    }
}
