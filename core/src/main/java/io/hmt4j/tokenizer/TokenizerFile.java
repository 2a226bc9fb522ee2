package io.hmt4j.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a tokenizer.json that are read here: everything but the merges.
 *
 * @param path the file to name in errors
 * @param settings the file without the model's vocabulary and merges
 * @param tokens the model's tokens with their ids
 */
record TokenizerFile(Path path, ObjectNode settings, Map<String, Integer> tokens) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    /** Reads a tokenizer.json. Streamed: the merges alone can be 10 MB. */
    static TokenizerFile parse(Path path, String json) {
        TokenizerFile file = new TokenizerFile(path, MAPPER.createObjectNode(), new HashMap<>());
        try (JsonParser parser = FACTORY.createParser(json)) {
            file.read(parser);
        } catch (JsonProcessingException e) {
            throw JsonFile.notJson(path, e);
        } catch (IOException e) {
            throw new InputException(path + ": " + e.getMessage(), e);
        }
        return file;
    }

    /** The tokens that are found in a text before anything else is done to it. */
    List<AddedToken> added() {
        return settings.path("added_tokens")
                .valueStream()
                .map(token -> AddedToken.of(token.path("id").asInt(), token))
                .filter(token -> !token.content().isEmpty()) // the library passes over them
                .toList();
    }

    JsonNode model() {
        return settings.path("model");
    }

    private void read(JsonParser parser) throws IOException {
        requireObject(parser.nextToken(), "the file");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (key.equals("model")) {
                requireObject(value, "model");
                settings.set(key, readModel(parser));
            } else {
                settings.set(key, (JsonNode) MAPPER.readTree(parser));
            }
        }
    }

    private ObjectNode readModel(JsonParser parser) throws IOException {
        ObjectNode model = MAPPER.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "merges" -> parser.skipChildren();
                case "vocab" -> readVocabulary(parser, value);
                default -> model.set(key, (JsonNode) MAPPER.readTree(parser));
            }
        }
        return model;
    }

    /** A BPE vocabulary is an object of ids, a unigram one a list of [token, score]. */
    private void readVocabulary(JsonParser parser, JsonToken start) throws IOException {
        if (start == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String token = parser.currentName();
                requireId(token, parser.nextToken(), parser);
                tokens.put(token, parser.getIntValue());
            }
        } else {
            int id = 0;
            for (JsonNode piece : (JsonNode) MAPPER.readTree(parser)) {
                tokens.put(piece.path(0).asText(), id++);
            }
        }
    }

    private void requireObject(JsonToken found, String what) {
        if (found != JsonToken.START_OBJECT) {
            throw new InputException(path + ": " + what + " must be a JSON object { ... }");
        }
    }

    private void requireId(String token, JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 0) {
            throw new InputException(
                    path + ": the token \"" + token + "\" has the id " + parser.getText() + "; ids count from 0");
        }
    }
}
