package io.hmt4j.cli;

import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** MODEL and the flags with which it is loaded, the same for all commands that run one. */
final class ModelFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
    private Path model;

    @Option(
            names = "--hmt",
            paramLabel = "DIR",
            description = "Folder of the memory parameters. Default: the model's own, or fresh ones.")
    private @Nullable Path hmt;

    @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, cuda or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu";

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description =
                    "Number format of the backbone: float32, bfloat16, float16, float64. Default: ${DEFAULT-VALUE}.")
    private String dtype = "float32";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of fresh memory parameters. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: the physical cores.")
    private @Nullable Integer threads;

    @Option(
            names = "--ignore-config-key",
            paramLabel = "KEY",
            description = "Load the model although this key of its config.json is not supported. Repeatable.")
    private Set<String> ignoredKeys = new LinkedHashSet<>();

    @Mixin
    private MemoryFlags memory = new MemoryFlags();

    /** The model's folder. */
    Path folder() {
        return model;
    }

    /** Loads the model, and says so where its memory has learnt nothing. The caller closes it. */
    HmtModel load(Console console) {
        setThreads();
        LoadOptions backbone = LoadOptions.cpu()
                .on(ComputeDevice.parse(device))
                .as(DType.parseFloat(dtype, "--dtype"))
                .ignoring(ignoredKeys);
        HmtModel loaded = HmtModel.load(
                model,
                ModelOptions.DEFAULT
                        .withHmtFolder(hmt)
                        .withBackbone(backbone)
                        .withSeed(seed)
                        .withSettings(memory::applyTo));
        if (!loaded.identity().trained() && loaded.config().mode().hasMemory()) {
            console.say("hmt: the memory of this model is fresh and untrained (seed " + seed
                    + "): answers will not use the document's memory");
        }
        return loaded;
    }

    private void setThreads() {
        if (threads == null) {
            return;
        }
        if (threads < 1) {
            throw new ParameterException(command.commandLine(), "--threads is " + threads + "; allowed: 1 and more");
        }
        Engine.setThreads(threads);
    }
}
