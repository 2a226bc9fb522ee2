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

/** A tiny model and adapters that change what it says. */
record ModelWithAdapters(Path model, Path adapters) {

    static ModelWithAdapters write(Path folder) throws IOException {
        Path model = TinyModel.write(folder.resolve("model"), 1);
        Path adapters = Files.createDirectory(folder.resolve("adapters"));
        LoraConfig config = LoraConfig.of(4, 8, ModuleNames.parse("targets", "all-linear"));
        LoadOptions options = LoadOptions.cpu().with(new AdapterUse.Fresh(config, 1));
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = Backbones.load(ModelFolder.open(model), options)) {
            Engine.seed(5);
            LoraAdapters fresh = Objects.requireNonNull(backbone.adapters());
            fresh.parameters().values().forEach(tensor -> tensor.add_(Tensors.normal(0.1, tensor.shape())));
            fresh.write(adapters, null);
        }
        return new ModelWithAdapters(model, adapters);
    }

    /** What {@code hmt generate} says at temperature 0 with a model and flags. */
    static String generated(Object... model) {
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
