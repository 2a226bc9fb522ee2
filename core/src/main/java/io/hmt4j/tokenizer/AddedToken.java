package io.hmt4j.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A token that is found in the text before anything else is done to it.
 *
 * @param id its id
 * @param content its text
 * @param special whether it is a control token, left out by a decoder that skips special tokens
 * @param normalized whether it is looked for in the normalized text instead of the text as it is
 * @param lstrip whether it takes the white space before it along
 * @param rstrip whether it takes the white space after it along
 * @param singleWord whether it is found only between word boundaries
 */
record AddedToken(
        int id,
        String content,
        boolean special,
        boolean normalized,
        boolean lstrip,
        boolean rstrip,
        boolean singleWord) {

    /** A control token as bare text, as old configuration files give it. */
    static AddedToken control(int id, String content) {
        return new AddedToken(id, content, true, false, false, false, false);
    }

    /** An added token from an object as it stands in tokenizer.json and in tokenizer_config.json. */
    static AddedToken of(int id, JsonNode token) {
        boolean special = token.path("special").asBoolean(false);
        return new AddedToken(
                id,
                token.path("content").asText(),
                special,
                token.path("normalized").asBoolean(!special),
                token.path("lstrip").asBoolean(false),
                token.path("rstrip").asBoolean(false),
                token.path("single_word").asBoolean(false));
    }

    AddedToken asSpecial() {
        return new AddedToken(id, content, true, normalized, lstrip, rstrip, singleWord);
    }

    /** The token as it stands in tokenizer.json. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("content", content)
                .put("single_word", singleWord)
                .put("lstrip", lstrip)
                .put("rstrip", rstrip)
                .put("normalized", normalized)
                .put("special", special);
    }
}
