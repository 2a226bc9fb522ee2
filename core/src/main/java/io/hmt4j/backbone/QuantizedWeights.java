package io.hmt4j.backbone;

import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.weights.CheckpointWeights;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.ShardedWriter;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Path;
import java.util.Set;

/** Writes the weights of a backbone as integers, its adapters merged into them first, one tensor at a time. */
public final class QuantizedWeights {

    private final BackboneFiles files;
    private final WeightPlan plan;

    /**
     * The weights of some files.
     *
     * @param ignoredKeys keys of {@code config.json} that the user allows to be ignored
     * @throws InputException if the configuration is refused, or the weights are quantized already
     */
    public QuantizedWeights(BackboneFiles files, Set<String> ignoredKeys) {
        this.files = files;
        ConfigReader config = files.model().configReader(ignoredKeys);
        Quantization.read(config).ifPresent(present -> {
            throw new InputException(files.model().path() + " is quantized already (" + Quantization.KEY + ": "
                    + present.format().flag() + "); quantize the model it was made of");
        });
        plan = Backbones.architecture(config).weights();
    }

    /**
     * Writes {@code model.safetensors}, or shards of 5 GB with an index.
     *
     * @param folder a folder that is there
     * @param format int8 or int4
     * @throws InputException if weights or adapters are missing or wrong, or cannot be written
     */
    public void write(Path folder, WeightFormat format) {
        Path adapterFolder = files.adapters().orElse(null);
        try (TensorSource source = files.openWeights();
                LoraAdapters adapters = adapterFolder == null
                        ? null
                        : LoraAdapters.load(adapterFolder, plan.linearModules(), ComputeDevice.CPU, DType.FLOAT32)) {
            CheckpointWeights weights = CheckpointWeights.check(plan, source, null, adapters);
            ShardedWriter.write(folder, weights.quantizedRecipes(format), ShardedWriter.SHARD_BYTES);
        }
    }
}
