package io.hmt4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document as token ids: a JSON array of them, or an array of one such array, as a batch of one row is written. */
final class TokenFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TokenFile() {}

    /**
     * Reads the ids of a file.
     *
     * @param vocabulary number of ids there are
     * @throws InputException naming the file, the entry and what is allowed
     */
    static int[] read(Path file, int vocabulary) throws IOException {
        JsonNode row = row(file, parse(file));
        int[] ids = new int[row.size()];
        for (int position = 0; position < ids.length; position++) {
            ids[position] = id(file, position, row.get(position), vocabulary);
        }
        return ids;
    }

    private static JsonNode parse(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InputException("--tokens: " + file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException notJson) {
            throw new InputException(file + ": " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static JsonNode row(Path file, JsonNode root) {
        if (root.isArray() && root.size() > 0 && root.get(0).isArray()) {
            if (root.size() > 1) {
                throw new InputException(file + " holds " + root.size() + " documents; allowed: one");
            }
            return root.get(0);
        }
        if (!root.isArray()) {
            throw new InputException(file + " is not a JSON array of token ids");
        }
        return root;
    }

    private static int id(Path file, int position, JsonNode entry, int vocabulary) {
        if (!entry.isIntegralNumber()
                || !entry.canConvertToInt()
                || entry.intValue() < 0
                || entry.intValue() >= vocabulary) {
            throw new InputException(file + ": entry " + position + " is " + entry
                    + "; allowed: whole numbers from 0 to " + (vocabulary - 1));
        }
        return entry.intValue();
    }
}
