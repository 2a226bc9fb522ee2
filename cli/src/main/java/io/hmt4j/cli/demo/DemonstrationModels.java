package io.hmt4j.cli.demo;

import io.hmt4j.InputException;
import io.hmt4j.facts.FactsVocabulary;
import io.hmt4j.memory.HmtFiles;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The trained models of the demonstration: a folder with {@code hmt}, {@code rmt}, {@code stage1} and {@code window}, each
 * a Hugging Face folder with what HMT adds beside it.
 *
 * @param folder where they lie
 */
public record DemonstrationModels(Path folder) {

    private static final List<String> FILES =
            List.of("config.json", "model.safetensors", HmtFiles.CONFIG, HmtFiles.PARAMETERS, "tokenizer.json");

    /**
     * Unpacks the models this build ships, for weights are mapped from files.
     *
     * @param folder an empty folder
     */
    public static DemonstrationModels unpackInto(Path folder) throws IOException {
        for (Method method : Method.values()) {
            unpack(method, folder);
        }
        return new DemonstrationModels(folder);
    }

    /**
     * Unpacks the model with the full method alone.
     *
     * @param folder an empty folder
     * @return the model's folder
     */
    public static Path unpackHmtInto(Path folder) throws IOException {
        return unpack(Method.HMT, folder);
    }

    private static Path unpack(Method method, Path folder) throws IOException {
        Path own = Files.createDirectory(folder.resolve(method.key()));
        for (String file : FILES) {
            unpack("models/" + method.key() + "/" + file, own.resolve(file));
        }
        return own;
    }

    private static void unpack(String resource, Path target) throws IOException {
        try (InputStream packed = DemonstrationModels.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new InputException("this build ships no " + resource
                        + " of the demonstration; --models names a folder with models of your own training");
            }
            Files.copy(packed, target);
        }
    }

    /**
     * Loads each of them once, so that a mistake is found before anything is measured.
     *
     * @throws InputException if one is missing, broken, of another method or of other words
     */
    public void check() {
        for (Method method : Method.values()) {
            load(method).close();
        }
    }

    /** Loads the model of a method. The caller closes it. */
    HmtModel load(Method method) {
        Path own = folder.resolve(method.key());
        Mode mode = HmtFiles.readConfig(own).mode();
        if (mode != method.mode()) {
            throw new InputException(own.resolve(HmtFiles.CONFIG) + ": mode is " + name(mode) + "; allowed here: "
                    + name(method.mode()));
        }
        HmtModel model = HmtModel.load(own);
        int vocabulary = model.backbone().shape().vocabulary();
        int words = FactsVocabulary.words().size();
        if (vocabulary != words) {
            model.close();
            throw new InputException(own.resolve("config.json") + ": vocab_size is " + vocabulary + "; allowed: "
                    + words + ", the words of the demonstration");
        }
        return model;
    }

    /** Tokens of a segment of the model with the full method: texts are laid out in such segments. */
    public int segmentTokens() {
        return HmtFiles.readConfig(folder.resolve(Method.HMT.key())).segmentTokens();
    }

    private static String name(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
