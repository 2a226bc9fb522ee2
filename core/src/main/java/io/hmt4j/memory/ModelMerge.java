package io.hmt4j.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.BackboneFiles;
import io.hmt4j.backbone.MergedWeights;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one Hugging Face folder of a model and what a training laid beside it: adapters merged, memory parameters copied. */
public final class ModelMerge {

    private static final String CONFIG = "config.json";

    /** What goes with the weights: settings of generation, all of the tokenizer, chat templates, licences. */
    static final Predicate<String> COPIED = Pattern.compile("generation_config\\.json|tokenizer.*|special_tokens_map"
                    + "\\.json|added_tokens\\.json|vocab\\.(json|txt)|merges\\.txt|chat_template\\.(json|jinja)"
                    + "|additional_chat_templates|(LICEN[CS]E|NOTICE).*")
            .asMatchPredicate();

    private final BackboneFiles files;
    private final @Nullable Path memory;
    private final Set<String> ignoredKeys;

    /**
     * A model and what belongs to it.
     *
     * @param hmtFolder folder of adapters, weights and memory parameters; null for the model's own
     * @param ignoredKeys keys of {@code config.json} that the user allows to be ignored
     * @throws InputException if the model cannot be opened, or there is nothing to merge
     */
    public ModelMerge(Path model, @Nullable Path hmtFolder, Set<String> ignoredKeys) {
        this.files = new BackboneFiles(ModelFolder.open(model), hmtFolder);
        this.ignoredKeys = Set.copyOf(ignoredKeys);
        boolean named = hmtFolder != null && HmtFiles.isPresent(hmtFolder);
        memory = named ? hmtFolder : HmtFiles.isPresent(model) ? model : null;
        if (files.adapters().isEmpty() && !files.replacesWeights() && !named) {
            throw new InputException("there is nothing to merge: " + (hmtFolder == null ? model : hmtFolder)
                    + " has no adapter_config.json"
                    + (hmtFolder == null ? "" : ", no weights and no " + HmtFiles.PARAMETERS));
        }
    }

    /**
     * Writes the folder, as a whole or not at all. One tensor at a time is in memory.
     *
     * @param folder where; nothing may be there
     * @param type number format of the weights; null for each to keep its own
     * @throws InputException if the folder is there, something is wrong with the files, or it cannot be written
     */
    public void write(Path folder, @Nullable DType type) {
        AtomicFolder.create(folder, beside -> {
            new MergedWeights(files, ignoredKeys).write(beside, type);
            writeConfig(beside.resolve(CONFIG), type);
            copy(files.model().path(), beside, COPIED);
            if (memory != null) {
                copy(memory, beside, List.of(HmtFiles.CONFIG, HmtFiles.PARAMETERS)::contains);
            }
        });
    }

    private void writeConfig(Path file, @Nullable DType type) throws IOException {
        if (type == null) {
            Files.copy(files.model().path().resolve(CONFIG), file);
            return;
        }
        ObjectNode config = files.model().config();
        config.put(config.has("dtype") ? "dtype" : "torch_dtype", type.torchName());
        byte[] json = (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(json)));
    }

    /** Copies files and folders by their names; links are followed, the Hugging Face cache consists of them. */
    static void copy(Path from, Path to, Predicate<String> names) throws IOException {
        for (Path entry : list(from)) {
            Path copy = to.resolve(entry.getFileName());
            if (!names.test(String.valueOf(entry.getFileName()))) {
                continue;
            }
            Files.copy(entry, copy);
            if (Files.isDirectory(entry)) {
                copy(entry, copy, any -> true);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }
}
