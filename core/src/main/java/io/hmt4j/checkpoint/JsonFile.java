package io.hmt4j.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files of settings, read strictly: one object, no key twice, nothing behind it. */
public final class JsonFile {

    /** The largest known file of settings, the index of a model in hundreds of shards, has a few MB. */
    private static final long MOST_BYTES = 256L << 20;

    // NaN and Infinity are what Python writes; whether one is allowed is for the reader of the key to say.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFile() {}

    /**
     * Reads a file that holds one JSON object.
     *
     * @throws InputException with the file's name, and line and column where its text is wrong
     */
    public static ObjectNode readObject(Path file) {
        RegularFile.require(file);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new InputException(file + " has " + Files.size(file) + " bytes; allowed: up to " + MOST_BYTES);
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new InputException(file + (root.isMissingNode() ? " is empty" : " is not a JSON object"));
        } catch (JsonProcessingException error) {
            throw notJson(file, error);
        } catch (IOException error) {
            throw RegularFile.unreadable(file, error);
        }
    }

    /** Jackson's message without where the object began, in its words of a source it does not show. */
    static String reason(JsonProcessingException error) {
        String message = error.getOriginalMessage();
        int aside = message.indexOf(" (start marker at");
        return aside < 0 ? message : message.substring(0, aside);
    }

    private static InputException notJson(Path file, JsonProcessingException error) {
        String place = error.getLocation() == null
                ? ""
                : ", line " + error.getLocation().getLineNr() + ", column "
                        + error.getLocation().getColumnNr();
        return new InputException(file + place + ": " + reason(error), error);
    }
}
