package io.hmt4j.memory;

import com.fasterxml.jackson.databind.node.LongNode;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.BackboneFiles;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.checkpoint.Fingerprint;
import io.hmt4j.checkpoint.MemoryTensors;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a model together from its folders. The tokenizer is read and the fingerprint taken beside the weights, on threads of
 * their own: together they take longer than the weights do (docs/log.md).
 */
final class HmtModelLoader {

    private final Path path;
    private final ModelOptions options;

    HmtModelLoader(Path path, ModelOptions options) {
        this.path = path;
        this.options = options;
    }

    HmtModel load() {
        ModelFolder folder = ModelFolder.open(path);
        BackboneFiles files = new BackboneFiles(folder, options.hmtFolder());
        Path memoryFolder = memoryFolder(files);
        Beside<Optional<ModelText>> text = Beside.begin("tokenizer", () -> text(folder));
        try {
            Engine.start(); // before two threads want it at once
            Beside<Fingerprint> fingerprint = Beside.begin("fingerprint", files::fingerprint);
            try {
                return load(files, memoryFolder, text, fingerprint);
            } finally {
                fingerprint.await();
            }
        } catch (RuntimeException e) {
            closeText(text);
            throw e;
        }
    }

    private Optional<ModelText> text(ModelFolder folder) {
        return hasTokenizer(folder) ? Optional.of(ModelText.load(path)) : Optional.empty();
    }

    /** What failed first is what is told. */
    private static void closeText(Beside<Optional<ModelText>> text) {
        try {
            text.get().ifPresent(ModelText::close);
        } catch (RuntimeException broken) {
            // There is nothing to close.
        }
    }

    private HmtModel load(
            BackboneFiles files,
            @Nullable Path memoryFolder,
            Beside<Optional<ModelText>> text,
            Beside<Fingerprint> fingerprint) {
        Backbone backbone = Backbones.load(files, options.backbone());
        try {
            return withMemory(files.model(), memoryFolder, backbone, text, fingerprint);
        } catch (RuntimeException e) {
            backbone.close();
            throw e;
        }
    }

    /** The folder with memory parameters, or null for fresh ones. */
    private @Nullable Path memoryFolder(BackboneFiles files) {
        Path named = options.hmtFolder();
        if (named != null) {
            boolean backboneOnly = !hasMemory(named) && files.isTrained();
            return backboneOnly ? null : named;
        }
        return hasMemory(path) ? path : null;
    }

    private static boolean hasMemory(Path folder) {
        return Files.exists(folder.resolve(HmtFiles.CONFIG)) || HmtFiles.isPresent(folder);
    }

    private HmtModel withMemory(
            ModelFolder folder,
            @Nullable Path memoryFolder,
            Backbone backbone,
            Beside<Optional<ModelText>> text,
            Beside<Fingerprint> fingerprint) {
        HmtConfig config;
        HmtParameters parameters;
        if (memoryFolder == null) {
            config = options.settings().apply(HmtConfig.defaultsFor(backbone.shape()));
            config.checkFits(backbone.shape());
            parameters = HmtParameters.fresh(backbone, config, options.seed());
        } else {
            try (SafetensorsFile file = HmtFiles.openParameters(memoryFolder)) {
                config = options.settings().apply(storedConfig(memoryFolder, file, backbone));
                config.checkFits(backbone.shape());
                parameters = new HmtParametersLoader(file, backbone, config).load(options.seed());
            }
        }
        try {
            Fingerprint added = memoryFolder == null
                    ? withFresh(fingerprint.get(), options.seed())
                    : withStored(fingerprint.get(), parameters);
            Fingerprint whole = added.with("memory settings", HmtFiles.toJson(config));
            return assemble(
                    folder,
                    backbone,
                    config,
                    parameters,
                    memoryFolder != null,
                    whole,
                    text.get().orElse(null));
        } catch (RuntimeException e) {
            parameters.close();
            throw e;
        }
    }

    /** Settings of a folder; the authors' checkpoints have none, theirs come from defaults and flags. */
    private static HmtConfig storedConfig(Path memoryFolder, TensorSource file, Backbone backbone) {
        if (Files.exists(memoryFolder.resolve(HmtFiles.CONFIG))) {
            return HmtFiles.readConfig(memoryFolder);
        }
        HmtConfig defaults = HmtConfig.defaultsFor(backbone.shape());
        return defaults.toBuilder()
                .recallWidth(HmtParametersLoader.recallWidth(file, defaults.recallWidth()))
                .build();
    }

    private HmtModel assemble(
            ModelFolder folder,
            Backbone backbone,
            HmtConfig config,
            HmtParameters parameters,
            boolean trained,
            Fingerprint fingerprint,
            @Nullable ModelText text) {
        ModelIdentity identity = new ModelIdentity(
                String.valueOf(path.toAbsolutePath().normalize().getFileName()),
                fingerprint.hex(),
                trained,
                endIds(folder, text));
        return new HmtModel(backbone, parameters, config, identity, text);
    }

    private static Fingerprint withStored(Fingerprint backbone, HmtParameters parameters) {
        try (TensorSource added = new MemoryTensors(HmtFiles.PARAMETERS, parameters.byName())) {
            return backbone.with("memory parameters", added);
        }
    }

    /** Not their values: these are scaled by the embeddings as they are held, and memories go from one way to the other. */
    private static Fingerprint withFresh(Fingerprint backbone, long seed) {
        return backbone.with("fresh memory parameters", LongNode.valueOf(seed));
    }

    private static boolean hasTokenizer(ModelFolder folder) {
        return folder.file("tokenizer.json").isPresent()
                || folder.file("vocab.json").isPresent()
                || folder.file("tokenizer.model").isPresent();
    }

    private static Set<Integer> endIds(ModelFolder folder, @Nullable ModelText text) {
        Set<Integer> ids = new HashSet<>(folder.generationDefaults().endIds());
        if (text != null) {
            text.tokenizer().eosId().ifPresent(ids::add);
        }
        return ids;
    }
}
