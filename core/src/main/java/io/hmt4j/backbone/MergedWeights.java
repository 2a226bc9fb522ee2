package io.hmt4j.backbone;

import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.weights.CheckpointWeights;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.checkpoint.ShardedWriter;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the weights of a backbone with its adapters merged into them, one tensor at a time. */
public final class MergedWeights {

    private final BackboneFiles files;
    private final Set<String> ignoredKeys;

    /**
     * The weights of some files.
     *
     * @param ignoredKeys keys of {@code config.json} that the user allows to be ignored
     */
    public MergedWeights(BackboneFiles files, Set<String> ignoredKeys) {
        this.files = files;
        this.ignoredKeys = Set.copyOf(ignoredKeys);
    }

    /**
     * Writes {@code model.safetensors}, or shards of 5 GB with an index.
     *
     * @param folder a folder that is there
     * @param type number format of the weights; null for each to keep its own
     * @throws io.hmt4j.InputException if weights or adapters are missing or wrong, or cannot be written
     */
    public void write(Path folder, @Nullable DType type) {
        WeightPlan plan =
                Backbones.architecture(files.model().configReader(ignoredKeys)).weights();
        Path adapterFolder = files.adapters().orElse(null);
        try (TensorSource source = files.openWeights();
                LoraAdapters adapters = adapterFolder == null
                        ? null
                        : LoraAdapters.load(adapterFolder, plan.linearModules(), ComputeDevice.CPU, DType.FLOAT32)) {
            CheckpointWeights weights = CheckpointWeights.check(plan, source, null, adapters);
            ShardedWriter.write(folder, weights.recipes(type), ShardedWriter.SHARD_BYTES);
        }
    }
}
