package io.hmt4j.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.BackboneFiles;
import io.hmt4j.backbone.Quantization;
import io.hmt4j.backbone.QuantizedWeights;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.WeightFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a folder of a model with its weights held as integers: adapters merged first, memory parameters copied. */
public final class ModelQuantization {

    private static final String CONFIG = "config.json";

    private final BackboneFiles files;
    private final @Nullable Path memory;
    private final Set<String> ignoredKeys;

    /**
     * A model and what belongs to it.
     *
     * @param hmtFolder folder of adapters, weights and memory parameters; null for the model's own
     * @param ignoredKeys keys of {@code config.json} that the user allows to be ignored
     * @throws InputException if the model cannot be opened
     */
    public ModelQuantization(Path model, @Nullable Path hmtFolder, Set<String> ignoredKeys) {
        files = new BackboneFiles(ModelFolder.open(model), hmtFolder);
        this.ignoredKeys = Set.copyOf(ignoredKeys);
        boolean named = hmtFolder != null && HmtFiles.isPresent(hmtFolder);
        if (hmtFolder != null && !named && !files.isTrained()) {
            throw new InputException(
                    hmtFolder + " has no adapters, no weights and no " + HmtFiles.PARAMETERS + " to go with the model");
        }
        memory = named ? hmtFolder : HmtFiles.isPresent(model) ? model : null;
    }

    /**
     * Writes the folder, as a whole or not at all. One tensor at a time is in memory.
     *
     * @param folder where; nothing may be there
     * @param format int8 or int4
     * @throws InputException if the format is another, the folder is there, the model is quantized already, something is
     *     wrong with its files, or the folder cannot be written
     */
    public void write(Path folder, WeightFormat format) {
        if (!format.isQuantized()) {
            throw new InputException("--weights is \"" + format.flag() + "\"; a model is quantized to int8 or int4");
        }
        QuantizedWeights weights = new QuantizedWeights(files, ignoredKeys);
        AtomicFolder.create(folder, beside -> {
            weights.write(beside, format);
            writeConfig(beside.resolve(CONFIG), format);
            ModelMerge.copy(files.model().path(), beside, ModelMerge.COPIED);
            if (memory != null) {
                ModelMerge.copy(memory, beside, List.of(HmtFiles.CONFIG, HmtFiles.PARAMETERS)::contains);
            }
        });
    }

    private void writeConfig(Path file, WeightFormat format) {
        ObjectNode config = files.model().config();
        new Quantization(format, files.fingerprint()).writeInto(config);
        byte[] json = (config.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(json)));
    }
}
