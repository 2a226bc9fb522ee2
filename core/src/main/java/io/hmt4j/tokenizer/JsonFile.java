package io.hmt4j.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the JSON files of a model folder; every error names the file. */
final class JsonFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonFile() {}

    /** Reads a file that holds one object. */
    static ObjectNode read(Path file) {
        return parse(file, text(file));
    }

    /** Reads a file that holds one object; an empty object where there is no such file. */
    static ObjectNode readIfPresent(Path file) {
        return Files.isRegularFile(file) ? read(file) : MAPPER.createObjectNode();
    }

    static ObjectNode parse(Path file, String text) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw notJson(file, e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InputException(file + ": must hold a JSON object { ... }");
    }

    static InputException notJson(Path file, JsonProcessingException e) {
        String where =
                e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
        return new InputException(file + ": not JSON" + where + ": " + e.getOriginalMessage(), e);
    }

    /** The text of a file in UTF-8. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
