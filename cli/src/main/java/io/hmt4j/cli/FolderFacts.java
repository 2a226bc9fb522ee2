package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.BackboneShape;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.adapter.LoraConfig;
import io.hmt4j.backbone.adapter.LoraFiles;
import io.hmt4j.checkpoint.Fingerprint;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.checkpoint.WeightFiles;
import io.hmt4j.memory.HmtFiles;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.memory.Source;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** What a folder is, as far as its files tell without loading weights. */
final class FolderFacts {

    private final Path folder;
    private final Set<String> ignoredKeys;

    /**
     * Looks at a folder.
     *
     * @param ignoredKeys keys of {@code config.json} that the user allows to be ignored
     */
    FolderFacts(Path folder, Set<String> ignoredKeys) {
        this.folder = folder;
        this.ignoredKeys = ignoredKeys;
    }

    /** Prints what the folder is, as lines or as one JSON object. */
    void print(Console console, boolean json) {
        ObjectNode sections = sections();
        if (json) {
            console.printJson(sections);
        } else {
            FactSheet.of(sections).forEach(console::printLine);
        }
    }

    /** A section for each of the things the folder is. Throws {@link InputException} if it is none of them. */
    ObjectNode sections() {
        ObjectNode sections = JsonNodeFactory.instance.objectNode();
        if (Files.exists(folder.resolve("config.json"))) {
            describeModel(sections.putObject("model"));
        }
        if (!sections.has("model") && WeightFiles.arePresent(folder)) {
            describeWeights(sections.putObject("backbone_weights"));
        }
        if (LoraFiles.arePresent(folder)) {
            describeAdapters(sections.putObject("adapters"));
        }
        if (HmtFiles.isPresent(folder)) {
            describeParameters(sections.putObject("memory_parameters"));
        }
        if (new SavedMemory(folder).exists()) {
            describeMemory(sections.putObject("document_memory"));
        }
        if (sections.isEmpty()) {
            throw new InputException(folder + (Files.isDirectory(folder) ? " is nothing hmt knows" : " is no folder")
                    + ": a model has a config.json, memory parameters are hmt.safetensors, adapters have an adapter_config.json, the memory of a document has a"
                    + " memory.safetensors");
        }
        return sections;
    }

    private void describeModel(ObjectNode model) {
        ModelFolder files = ModelFolder.open(folder);
        BackboneShape shape =
                Backbones.architecture(files.configReader(ignoredKeys)).shape();
        model.put("family", shape.family())
                .put("parameters", shape.parameters())
                .put("layers", shape.layers())
                .put("width", shape.width())
                .put("vocabulary", shape.vocabulary())
                .put("positions", shape.maxPositions());
        try (TensorSource weights = files.openWeights()) {
            describeTensors(model, weights);
            model.put(
                    "fingerprint_of_weights",
                    Fingerprint.of(weights, files.config()).hex());
        }
        describeText(model, files);
    }

    private void describeText(ObjectNode model, ModelFolder files) {
        boolean present = files.file("tokenizer.json").isPresent()
                || files.file("vocab.json").isPresent();
        if (!present) {
            model.putNull("tokens_of_the_tokenizer");
            return;
        }
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            model.put("tokens_of_the_tokenizer", tokenizer.vocabularySize());
        }
        model.put("chat_template", ChatTemplate.load(folder).isPresent());
    }

    private void describeWeights(ObjectNode weights) {
        try (TensorSource tensors = WeightFiles.open(folder)) {
            weights.put("parameters", elements(tensors));
            describeTensors(weights, tensors);
        }
    }

    private void describeAdapters(ObjectNode adapters) {
        LoraConfig config = LoraFiles.readConfig(folder);
        try (SafetensorsFile file = LoraFiles.openTensors(folder)) {
            adapters.put("rank", config.rank())
                    .put("alpha", config.alpha())
                    .put("rank_stabilized", config.rankStabilized())
                    .put("modules", file.names().size() / 2)
                    .put("parameters", elements(file));
            describeTensors(adapters, file);
        }
    }

    private void describeParameters(ObjectNode parameters) {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(HmtFiles.PARAMETERS))) {
            parameters.put("parameters", elements(file));
            describeTensors(parameters, file);
        }
        if (Files.exists(folder.resolve(HmtFiles.CONFIG))) {
            parameters.set("settings", HmtFiles.toJson(HmtFiles.readConfig(folder)));
        }
    }

    private void describeMemory(ObjectNode memory) {
        MemoryDescription description = MemoryDescription.ofWhole(folder);
        memory.put("tokens", description.tokens())
                .put("segments", description.segments())
                .put("memories", description.memories())
                .put("tokens_of_the_open_segment", description.pendingTokens())
                .put("bytes", new SavedMemory(folder).bytes())
                .put("model", description.model())
                .put("weights", description.weights())
                .put("fingerprint", description.fingerprint());
        for (Source source : description.sources()) {
            memory.withArray("sources")
                    .addObject()
                    .put("name", source.name())
                    .put("tokens", source.tokens())
                    .put("characters", source.characters())
                    .put("complete", source.complete());
        }
    }

    private static void describeTensors(ObjectNode object, TensorSource tensors) {
        long bytes = 0;
        Set<String> types = new TreeSet<>();
        for (String name : tensors.names()) {
            bytes += elements(tensors, name) * tensors.type(name).bytes();
            types.add(tensors.type(name).torchName());
        }
        object.put("tensors", tensors.names().size())
                .put("type", String.join(", ", types))
                .put("bytes", bytes);
    }

    private static long elements(TensorSource tensors) {
        return tensors.names().stream()
                .mapToLong(name -> elements(tensors, name))
                .sum();
    }

    private static long elements(TensorSource tensors, String name) {
        return Arrays.stream(tensors.shape(name)).reduce(1, (product, size) -> product * size);
    }
}
