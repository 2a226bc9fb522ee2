package io.hmt4j.server.failure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A failure in OpenAI's shape. */
public final class ErrorJson {

    private ErrorJson() {}

    /** {@code {"error": {"message", "type", "param", "code"}}}. */
    public static ObjectNode of(ApiException failure) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("error")
                .put("message", failure.words())
                .put("type", failure.error().type())
                .put("param", failure.param())
                .put("code", failure.error().code());
        return root;
    }
}
