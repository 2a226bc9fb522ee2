package io.hmt4j.backbone.weights;

import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraLayer;
import io.hmt4j.checkpoint.TensorRecipe;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a plan in a checkpoint, which must hold these and no others, in the right shapes; with adapters merged
 * into them where there are some.
 *
 * <p>Names may come with or without the prefix {@code model.} (a checkpoint of the bare model has none). Buffers of
 * rotary frequencies, which old checkpoints hold, are recomputed and so passed over. It owns neither the source nor the
 * adapters.
 */
public final class CheckpointWeights {

    private static final String PREFIX = "model.";
    private static final String ROTARY_BUFFER = "rotary_emb.inv_freq";
    private static final int SHOWN = 5;

    private final WeightPlan plan;
    private final TensorSource source;
    private final @Nullable LoraAdapters merged;

    private CheckpointWeights(WeightPlan plan, TensorSource source, @Nullable LoraAdapters merged) {
        this.plan = plan;
        this.source = source;
        this.merged = merged;
    }

    /**
     * Checks a checkpoint against a plan.
     *
     * @param merged adapters that are merged into the weights; null for none
     * @throws InputException if a tensor is missing, unexpected, of the wrong shape or no floating-point tensor
     */
    public static CheckpointWeights check(WeightPlan plan, TensorSource source, @Nullable LoraAdapters merged) {
        CheckpointWeights weights = new CheckpointWeights(plan, source, merged);
        Set<String> unread = new LinkedHashSet<>(source.names());
        plan.weights().forEach(spec -> weights.check(spec, unread));
        plan.tied().forEach((alias, target) -> weights.checkTied(alias, target, unread));
        weights.refuseUnread(unread);
        return weights;
    }

    /**
     * All weights by their names in the plan, on the CPU, to be written.
     *
     * @param type their number format; null for each to keep its own
     */
    public Map<String, TensorRecipe> recipes(@Nullable DType type) {
        Map<String, TensorRecipe> recipes = new LinkedHashMap<>();
        for (WeightSpec spec : plan.weights()) {
            DType written = type == null ? stored(spec) : type;
            recipes.put(
                    spec.name(),
                    new TensorRecipe(written, spec.shape(), () -> tensor(spec, ComputeDevice.CPU, written)));
        }
        return recipes;
    }

    /** A weight, which belongs to the current scope; a view of the source if {@link #isView} says so. */
    Tensor tensor(WeightSpec spec, ComputeDevice device, DType type) {
        Tensor placed = Tensors.on(source.tensor(nameInSource(spec.name())), device);
        LoraLayer adapter = adapter(spec);
        return Tensors.as(adapter == null ? placed : merge(placed, adapter, type), type);
    }

    /** A weight on the CPU, in the format it is stored in, or float32 where an adapter is merged into it. */
    Tensor tensor(WeightSpec spec) {
        return tensor(spec, ComputeDevice.CPU, adapter(spec) == null ? stored(spec) : DType.FLOAT32);
    }

    /** Says that a weight is not read again, by this loading at least. */
    void release(WeightSpec spec) {
        source.release(nameInSource(spec.name()));
    }

    /** Whether a weight is used as it lies in the source. */
    boolean isView(WeightSpec spec, ComputeDevice device, DType type) {
        return adapter(spec) == null && stored(spec) == type && !device.cuda();
    }

    private DType stored(WeightSpec spec) {
        return source.type(nameInSource(spec.name()));
    }

    private @Nullable LoraLayer adapter(WeightSpec spec) {
        return merged != null && spec.name().endsWith(WeightPlan.MATRIX)
                ? merged.find(WeightPlan.module(spec.name()))
                : null;
    }

    /** Computed in float32 at least, and rounded once. */
    private static Tensor merge(Tensor weight, LoraLayer adapter, DType type) {
        boolean wide = DType.of(weight) == DType.FLOAT64 || type == DType.FLOAT64;
        return adapter.mergedInto(Tensors.as(weight, wide ? DType.FLOAT64 : DType.FLOAT32));
    }

    private void check(WeightSpec spec, Set<String> unread) {
        String name = nameInSource(spec.name());
        unread.remove(name);
        checkShape(name, spec);
        DType stored = source.type(name);
        if (!stored.isFloat()) {
            throw new InputException(source.origin(name) + ": " + name + " holds " + stored.safetensorsName()
                    + "; weights are read from F32, F16, BF16 and F64, quantized ones are not supported");
        }
    }

    private void refuseUnread(Set<String> unread) {
        unread.removeIf(name -> name.endsWith(ROTARY_BUFFER));
        if (!unread.isEmpty()) {
            String first = unread.iterator().next();
            throw new InputException(source.origin(first) + ": " + unread.size()
                    + (unread.size() == 1 ? " tensor that this model has" : " tensors that this model has")
                    + " no place for: "
                    + unread.stream().limit(SHOWN).collect(Collectors.joining(", ")));
        }
    }

    private String nameInSource(String name) {
        if (!source.names().contains(name) && name.startsWith(PREFIX)) {
            String bare = name.substring(PREFIX.length());
            if (source.names().contains(bare)) {
                return bare;
            }
        }
        return name;
    }

    private void checkShape(String name, WeightSpec spec) {
        long[] found = source.shape(name);
        if (!Arrays.equals(found, spec.dimensions())) {
            throw new InputException(source.origin(name) + ": " + name + " has the shape " + Arrays.toString(found)
                    + "; config.json wants " + spec.shape());
        }
    }

    private void checkTied(String alias, String target, Set<String> unread) {
        if (!unread.remove(alias)) {
            return;
        }
        try (Scope scope = Scope.withoutGradient()) {
            String name = nameInSource(target);
            if (!source.tensor(alias).equal(source.tensor(name))) {
                throw new InputException(source.origin(alias) + ": " + alias + " differs from " + name
                        + ", but config.json ties them (tie_word_embeddings is true)");
            }
        }
    }
}
