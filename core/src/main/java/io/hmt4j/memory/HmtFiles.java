package io.hmt4j.memory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.JsonFile;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What HMT adds to a backbone, as files: {@code hmt_config.json} and {@code hmt.safetensors}.
 *
 * <p>The parameters may also have the names of the authors' code.
 */
public final class HmtFiles {

    /** File of the settings. */
    public static final String CONFIG = "hmt_config.json";
    /** File of the parameters. */
    public static final String PARAMETERS = "hmt.safetensors";

    static final String FIRST_PROMPT = "first_prompt";
    static final String SUMMARY_PROMPT = "summary_prompt";
    static final String QUERY_WEIGHT = "recall.query.weight";
    static final String KEY_WEIGHT = "recall.key.weight";

    /** Our names and those of the authors' code (OswaldHe/HMT-pytorch). */
    static final Map<String, String> AUTHORS_NAMES = Map.of(
            FIRST_PROMPT, "memory_cell.memory",
            SUMMARY_PROMPT, "mem",
            QUERY_WEIGHT, "cross_attn.wq.weight",
            KEY_WEIGHT, "cross_attn.wk.weight");

    /** Parameters of the authors' experiment with two models in turns, without effect on one model. */
    static final Set<String> AUTHORS_UNUSED =
            Set.of("memory_cell.mem_map.linear.weight", "memory_cell.mem_map.inv_linear.weight");

    private static final Set<String> OWN = Set.of(CONFIG, PARAMETERS);
    private static final int FORMAT_VERSION = 1;
    private static final List<String> KEYS = List.of(
            "format_version",
            "mode",
            "segment_tokens",
            "sensory_tokens",
            "bank_size",
            "recall_width",
            "summary_fraction",
            "memory_vectors",
            "recall_query",
            "reading_speed.extra_tokens",
            "reading_speed.below_distance");
    private static final ObjectMapper JSON = new ObjectMapper();

    private HmtFiles() {}

    /** Whether a folder has parameters of a memory. */
    public static boolean isPresent(Path folder) {
        return Files.exists(folder.resolve(PARAMETERS));
    }

    /** Reads {@code hmt_config.json}; every key must be known. */
    public static HmtConfig readConfig(Path folder) {
        Path file = folder.resolve(CONFIG);
        try {
            return parseConfig(new ConfigReader(file.toString(), JsonFile.readObject(file), Set.of()));
        } catch (InputException e) {
            String reason = String.valueOf(e.getMessage());
            throw reason.startsWith(file.toString()) ? e : new InputException(file + ": " + reason, e);
        }
    }

    static HmtConfig parseConfig(ConfigReader reader) {
        int version = reader.positiveInt("format_version");
        if (version != FORMAT_VERSION) {
            throw reader.refused("format_version", "" + FORMAT_VERSION);
        }
        ConfigReader speed = reader.object("reading_speed");
        HmtConfig config = new HmtConfig(
                constant(Mode.class, reader, "mode"),
                reader.positiveInt("segment_tokens"),
                reader.nonNegativeInt("sensory_tokens", 0),
                reader.positiveInt("bank_size"),
                reader.positiveInt("recall_width"),
                reader.number("summary_fraction"),
                reader.positiveInt("memory_vectors", 1),
                constant(RecallQuery.class, reader, "recall_query"),
                speed == null
                        ? ReadingSpeed.CONSTANT
                        : new ReadingSpeed(
                                speed.nonNegativeInt("extra_tokens", 0), speed.positiveInt("below_distance", 3)));
        refuseUnknown(reader.unknown(Set.of()));
        return config;
    }

    private static void refuseUnknown(List<String> unknown) {
        if (!unknown.isEmpty()) {
            throw new InputException(String.join(", ", unknown) + (unknown.size() == 1 ? " is" : " are")
                    + " not known here; known: " + String.join(", ", KEYS));
        }
    }

    /** The settings as they are written. */
    public static ObjectNode toJson(HmtConfig config) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format_version", FORMAT_VERSION);
        json.put("mode", lower(config.mode()));
        json.put("segment_tokens", config.segmentTokens());
        json.put("sensory_tokens", config.sensoryTokens());
        json.put("bank_size", config.bankSize());
        json.put("recall_width", config.recallWidth());
        json.put("summary_fraction", config.summaryFraction());
        json.put("memory_vectors", config.memoryVectors());
        json.put("recall_query", lower(config.recallQuery()));
        ObjectNode speed = json.putObject("reading_speed");
        speed.put("extra_tokens", config.readingSpeed().extraTokens());
        speed.put("below_distance", config.readingSpeed().belowDistance());
        return json;
    }

    /**
     * Writes settings and parameters into a folder, which is made where it is missing. Both files are written or none,
     * unless the folder holds other files too, such as a model's: then each of them is.
     */
    public static void write(Path folder, HmtConfig config, HmtParameters parameters) {
        if (AtomicFolder.isReplaceable(folder, OWN::contains)) {
            AtomicFolder.replace(folder, OWN::contains, beside -> writeInto(beside, config, parameters));
        } else {
            writeInto(folder, config, parameters);
        }
    }

    /** Writes settings and parameters beside what a folder holds, each file whole or not at all. */
    public static void writeInto(Path folder, HmtConfig config, HmtParameters parameters) {
        try {
            SafetensorsWriter.write(folder.resolve(PARAMETERS), parameters.byName(), Map.of("format", "pt"));
            byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(toJson(config));
            AtomicFile.write(folder.resolve(CONFIG), channel -> channel.write(ByteBuffer.wrap(json)));
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Opens {@code hmt.safetensors}. */
    static SafetensorsFile openParameters(Path folder) {
        if (!isPresent(folder)) {
            throw new InputException(folder + " has no " + PARAMETERS + "; --hmt names a folder with " + PARAMETERS
                    + " and " + CONFIG + ", or with adapters or weights of the backbone");
        }
        return SafetensorsFile.open(folder.resolve(PARAMETERS));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, ConfigReader reader, String key) {
        E[] constants = type.getEnumConstants();
        List<String> names = Arrays.stream(constants).map(HmtFiles::lower).toList();
        return constants[names.indexOf(reader.oneOf(key, names))];
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
