package io.hmt4j.memory;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a saved memory says of itself, {@code memory.json}.
 *
 * @param formatVersion version of the format, 2; files of version 1 need no checksum
 * @param fingerprint identity of the model and memory parameters that made it
 * @param model name of that model's folder, for people
 * @param weights how the weights were held by whoever wrote it: {@code f32}, {@code int8}, ...; {@code f32} where it is not said
 * @param tokens tokens read
 * @param segments segments closed
 * @param memories memories in the bank
 * @param pendingTokens tokens of the open segment
 * @param settings the settings it was read with, as in {@code hmt_config.json}
 * @param sources texts read, in their order
 */
public record MemoryDescription(
        @JsonProperty("format_version") int formatVersion,
        @JsonProperty("fingerprint") String fingerprint,
        @JsonProperty("model") String model,
        @JsonProperty(WEIGHTS) String weights,
        @JsonProperty("tokens") long tokens,
        @JsonProperty("segments") long segments,
        @JsonProperty("memories") int memories,
        @JsonProperty("pending_tokens") int pendingTokens,
        @JsonProperty("settings") ObjectNode settings,
        @JsonProperty("sources") List<Source> sources) {

    static final int FORMAT_VERSION = 2;

    private static final int WITHOUT_CHECKSUM = 1;

    private static final String WEIGHTS = "weights";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public MemoryDescription {
        require(
                formatVersion >= WITHOUT_CHECKSUM && formatVersion <= FORMAT_VERSION,
                "format_version",
                formatVersion,
                WITHOUT_CHECKSUM + " and " + FORMAT_VERSION);
        require(tokens >= 0, "tokens", tokens, "0 and more");
        require(segments >= 0 && segments <= tokens, "segments", segments, "0 to the number of tokens");
        require(memories >= 0 && memories <= segments, "memories", memories, "0 to the number of segments");
        require(pendingTokens >= 0 && pendingTokens <= tokens, "pending_tokens", pendingTokens, "0 to tokens");
        WeightFormat.parse(weights, WEIGHTS);
        sources = List.copyOf(sources);
    }

    /** Whether the file that it describes must note a checksum. */
    boolean needsChecksum() {
        return formatVersion > WITHOUT_CHECKSUM;
    }

    /** How the weights were held by whoever wrote it. */
    public WeightFormat weightFormat() {
        return WeightFormat.parse(weights, WEIGHTS);
    }

    /** Reads what a saved memory says of itself, whichever model made it. */
    public static MemoryDescription of(Path folder) {
        return MemoryFiles.describe(folder);
    }

    /**
     * The same, of a memory whose checksum is right: all of its file is read.
     *
     * @throws InputException if it is damaged
     */
    public static MemoryDescription ofWhole(Path folder) {
        return MemoryFiles.describeWhole(folder);
    }

    /** The settings it was read with. Throws {@link InputException} if they are not sound. */
    public HmtConfig config() {
        return HmtFiles.parseConfig(new ConfigReader("settings of the memory", settings, Set.of()));
    }

    /** Parses a description; {@code file} is for messages. */
    static MemoryDescription parse(String json, String file) {
        try {
            JsonNode read = JSON.readTree(json);
            if (read instanceof ObjectNode description && !description.has(WEIGHTS)) {
                description.put(WEIGHTS, WeightFormat.FLOAT32.flag());
            }
            return JSON.treeToValue(read, MemoryDescription.class);
        } catch (JsonProcessingException e) {
            String reason =
                    e.getCause() instanceof InputException ? e.getCause().getMessage() : e.getOriginalMessage();
            throw new InputException(file + ": its description of the memory cannot be read: " + reason, e);
        }
    }

    /** As JSON, in lines. */
    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String key, long value, String allowed) {
        if (!holds) {
            throw new InputException(key + " is " + value + "; allowed: " + allowed);
        }
    }
}
