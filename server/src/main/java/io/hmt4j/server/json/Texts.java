package io.hmt4j.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;

/** Texts within JSON. */
public final class Texts {

    private Texts() {}

    /** The text of a node. A half of a surrogate pair, which JSON can hold, is no text. */
    public static String of(String param, JsonNode node) {
        if (!node.isTextual()) {
            throw ApiException.of(ErrorCode.INVALID_VALUE, param, param + " is " + shown(node) + "; allowed: a string");
        }
        String text = node.textValue();
        if (!isWhole(text)) {
            throw ApiException.of(
                    ErrorCode.INVALID_VALUE, param, param + " holds half of a character (a lone surrogate)");
        }
        return text;
    }

    /** Whether every surrogate has its other half. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    /** What a node is, in words: small values as they are, others by their kind, so that no document is said back. */
    static String shown(JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER, BOOLEAN, NULL -> node.asText();
            case STRING -> "a string";
            case ARRAY -> "a list of " + node.size();
            default -> "an object";
        };
    }
}
