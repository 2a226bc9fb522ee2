package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraConfig;
import io.hmt4j.backbone.adapter.ModuleNames;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTest {

    @TempDir
    private Path folder;

    private Path model;
    private Path adapters;
    private Path out;

    @BeforeEach
    void writeModelAndAdapters() throws IOException {
        model = TinyModel.write(folder.resolve("model"), 1);
        adapters = Files.createDirectory(folder.resolve("adapters"));
        out = folder.resolve("out");
        LoraConfig config = LoraConfig.of(4, 8, ModuleNames.parse("targets", "all-linear"));
        LoadOptions options = LoadOptions.cpu().with(new AdapterUse.Fresh(config, 1));
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = Backbones.load(ModelFolder.open(model), options)) {
            Engine.seed(5);
            LoraAdapters fresh = Objects.requireNonNull(backbone.adapters());
            fresh.parameters().values().forEach(tensor -> tensor.add_(Tensors.normal(0.1, tensor.shape())));
            fresh.write(adapters, null);
        }
    }

    @Test
    void theStoredIntegersAnswerAsTheModelInIntegers() {
        CommandRun run = CommandRun.of("quantize", model, "--hmt", adapters, "-o", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Model\n").contains("int8");
        assertThat(generated(out)).isEqualTo(generated(model, "--hmt", adapters, "--weights", "int8"));
        assertThat(generated(out)).isEqualTo(generated(out, "--weights", "int8"));
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        CommandRun floats = CommandRun.of("quantize", model, "-o", out, "--weights", "bf16");
        assertThat(floats.exitCode()).isEqualTo(2);
        assertThat(floats.err()).contains("--weights is \"bf16\"; a model is quantized to int8 or int4");

        CommandRun there = CommandRun.of("quantize", model, "-o", adapters);
        assertThat(there.exitCode()).isEqualTo(1);
        assertThat(there.err()).contains("exists already and is not overwritten");

        assertThat(CommandRun.of("quantize", model, "-o", out).exitCode()).isZero();
        CommandRun again = CommandRun.of("quantize", out, "-o", folder.resolve("again"));
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("is quantized already");
        CommandRun asFloats = CommandRun.of("generate", out, "--prompt", "Once", "--weights", "f32");
        assertThat(asFloats.exitCode()).isEqualTo(1);
        assertThat(asFloats.err()).contains("stored as int8 and cannot be loaded as f32");
    }

    private static String generated(Object... model) {
        Object[] arguments = new Object[model.length + 7];
        arguments[0] = "generate";
        System.arraycopy(model, 0, arguments, 1, model.length);
        Object[] flags = {"--prompt", "the house of", "--max-new-tokens", "20", "-t", "0"};
        System.arraycopy(flags, 0, arguments, model.length + 1, flags.length);
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }
}
