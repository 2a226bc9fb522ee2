package io.hmt4j.backbone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.llama.LlamaFamily;
import io.hmt4j.backbone.opt.OptFamily;
import io.hmt4j.backbone.weights.RandomTensors;
import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.HarmlessKeys;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.UnusedMemory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads models of all families that are known here. */
public final class Backbones {

    private static final Map<String, ModelFamily> FAMILIES = Stream.of(LlamaFamily.ALL, List.of(new OptFamily()))
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(ModelFamily::modelType, Function.identity()));

    private Backbones() {}

    /**
     * Loads the model of a folder. The caller closes it.
     *
     * @throws InputException if the family is not known, a key of the configuration is not supported, or a tensor is
     *     missing, unexpected or of the wrong shape
     */
    public static Backbone load(ModelFolder folder, LoadOptions options) {
        return load(BackboneFiles.of(folder), options);
    }

    /**
     * Loads the model of a folder with what a training changed. The caller closes it.
     *
     * @throws InputException as the other {@code load}, and if adapters are missing or do not fit
     */
    public static Backbone load(BackboneFiles files, LoadOptions options) {
        ConfigReader config = files.model().configReader(options.ignoredKeys());
        Architecture architecture = architecture(config);
        Optional<Quantization> stored = Quantization.read(config);
        stored.ifPresent(quantization -> files.requireUnchanged());
        return load(architecture, files.openWeights(), stored, files.adapters().orElse(null), options);
    }

    /**
     * Loads a model from a configuration and its tensors. The caller closes the backbone, which closes the source; if
     * loading fails, the source is closed at once.
     *
     * @throws InputException as the other {@code load}
     */
    public static Backbone load(ObjectNode config, TensorSource source, LoadOptions options) {
        Architecture architecture;
        try {
            architecture = architecture(config, options);
        } catch (InputException refused) {
            source.close();
            throw refused;
        }
        return load(architecture, source, Optional.empty(), null, options);
    }

    /** A model with random weights, the same for the same seed: for tests and benchmarks. The caller closes it. */
    public static Backbone random(ObjectNode config, long seed, LoadOptions options) {
        Architecture architecture = architecture(config, options);
        return load(architecture, RandomTensors.draw(architecture.weights(), seed), Optional.empty(), null, options);
    }

    /** Reads and checks a configuration, without its weights. */
    public static Architecture architecture(ConfigReader config) {
        String modelType = config.text("model_type");
        ModelFamily family = FAMILIES.get(modelType);
        if (family == null) {
            throw config.refused(
                    "model_type", FAMILIES.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        Architecture architecture = family.read(config);
        Quantization.read(config);
        config.refuseUnknown(HarmlessKeys.ALL);
        return architecture;
    }

    private static Architecture architecture(ObjectNode config, LoadOptions options) {
        return architecture(new ConfigReader("config.json", config, options.ignoredKeys()));
    }

    private static Backbone load(
            Architecture architecture,
            TensorSource source,
            Optional<Quantization> stored,
            @Nullable Path adapterFolder,
            LoadOptions wanted) {
        AdapterLoading loading;
        LoadOptions options;
        try {
            options = wanted.as(wanted.weights().of(stored));
            loading = AdapterLoading.of(architecture.weights().linearModules(), adapterFolder, options);
        } catch (InputException refused) {
            source.close();
            throw refused;
        }
        try (Scope scope = Scope.withoutGradient()) {
            Weights weights = loading.load(architecture.weights(), source, stored.isPresent(), options);
            Backbone backbone = architecture.build(weights);
            weights.awaitPacking();
            if (options.format().isQuantized()) {
                UnusedMemory.trim(); // what integers were made of
            }
            return backbone;
        }
    }
}
