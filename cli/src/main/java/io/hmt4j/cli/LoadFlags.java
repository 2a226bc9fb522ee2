package io.hmt4j.cli;

import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.backbone.WeightChoice;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.ComputeDevice;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model is loaded. */
final class LoadFlags {

    @Option(
            names = "--hmt",
            paramLabel = "DIR",
            description = "Folder of what a training left: memory parameters, adapters, weights. Default: the model's"
                    + " own; fresh memory parameters where there are none.")
    private @Nullable Path hmt;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of fresh memory parameters. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            description =
                    "How the backbone's weights are held: f32, bf16, f16, f64, or quantized as int8 (fastest on most"
                            + " CPUs) or int4 (smallest); auto takes the fastest here. Default: f32. What is stored quantized is"
                            + " held as it is stored, by default and with auto.")
    private @Nullable String weights;

    @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: the physical cores.")
    private @Nullable Integer threads;

    @Option(
            names = "--ignore-config-key",
            paramLabel = "KEY",
            description = "Load the model although this key of its config.json is not supported. Repeatable.")
    private Set<String> ignoredKeys = new LinkedHashSet<>();

    long seed() {
        return seed;
    }

    @Nullable Integer threads() {
        return threads;
    }

    /** Where the model runs, as the user wrote it. */
    String device() {
        return device;
    }

    /** How weights are to be held. Throws {@link io.hmt4j.InputException} where there is no format of that name. */
    WeightChoice weights() {
        return weights == null
                ? WeightChoice.AS_STORED
                : WeightChoice.parse(weights, "--weights", ComputeDevice.parse(device));
    }

    /** All but the settings of the memory. */
    ModelOptions options() {
        LoadOptions backbone =
                new LoadOptions(ComputeDevice.parse(device), weights(), ignoredKeys, new AdapterUse.Merged());
        return ModelOptions.DEFAULT.withHmtFolder(hmt).withBackbone(backbone).withSeed(seed);
    }
}
