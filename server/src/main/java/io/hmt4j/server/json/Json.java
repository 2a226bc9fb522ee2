package io.hmt4j.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON in and out. */
public final class Json {

    /** What answers of JSON are said to be. */
    public static final String MEDIA_TYPE = "application/json; charset=utf-8";

    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 256;

    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .maxStringLength(Integer.MAX_VALUE) // the bound is the body's
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The JSON text in one line. */
    public static String text(JsonNode node) {
        try {
            return STRICT.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the one object that a body has to be, as it arrives.
     *
     * @throws ApiException with {@link ErrorCode#INVALID_JSON}
     * @throws IOException if the body cannot be read
     */
    public static JsonFields parse(InputStream utf8) throws IOException {
        try {
            JsonNode root = STRICT.readTree(new InputStreamReader(utf8, StandardCharsets.UTF_8.newDecoder()));
            if (root instanceof ObjectNode object) {
                return new JsonFields("", object);
            }
            throw ApiException.of(ErrorCode.INVALID_JSON, "the body has to be a JSON object");
        } catch (JsonProcessingException e) {
            throw ApiException.of(ErrorCode.INVALID_JSON, "the body is not valid JSON: " + e.getOriginalMessage());
        } catch (CharacterCodingException e) {
            throw ApiException.of(ErrorCode.INVALID_JSON, "the body is not UTF-8");
        }
    }
}
