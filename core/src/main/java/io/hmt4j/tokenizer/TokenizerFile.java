package io.hmt4j.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a tokenizer.json that are read here: everything but the merges.
 *
 * @param settings normalizer, pre_tokenizer, decoder and the model without its vocabulary and merges
 * @param added the added tokens
 * @param tokens the model's tokens with their ids
 */
record TokenizerFile(ObjectNode settings, List<AddedToken> added, Map<String, Integer> tokens) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    /** Reads a tokenizer.json that the native library has accepted. Streamed: merges alone can be 10 MB. */
    static TokenizerFile parse(String json) throws IOException {
        ObjectNode settings = MAPPER.createObjectNode();
        Map<String, Integer> tokens = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                settings.set(key, key.equals("model") ? model(parser, tokens) : MAPPER.readTree(parser));
            }
        }
        List<AddedToken> added = settings.path("added_tokens")
                .valueStream()
                .map(token -> AddedToken.of(token.path("id").asInt(), token))
                .toList();
        return new TokenizerFile(settings, added, tokens);
    }

    private static ObjectNode model(JsonParser parser, Map<String, Integer> tokens) throws IOException {
        ObjectNode model = MAPPER.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "merges" -> parser.skipChildren();
                case "vocab" -> vocabulary(parser, value, tokens);
                default -> model.set(key, (JsonNode) MAPPER.readTree(parser));
            }
        }
        return model;
    }

    /** A BPE vocabulary is an object of ids, a unigram one a list of [token, score]. */
    private static void vocabulary(JsonParser parser, JsonToken start, Map<String, Integer> tokens) throws IOException {
        if (start == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                tokens.put(parser.currentName(), parser.nextIntValue(-1));
            }
        } else {
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                tokens.put(parser.nextTextValue(), tokens.size());
                parser.nextToken();
                parser.nextToken();
            }
        }
    }
}
