package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.JsonFields;
import io.hmt4j.server.json.Texts;
import java.util.HashSet;
import java.util.Set;

/**
 * A request for {@code /v1/completions}.
 *
 * @param prompt the text to be continued, not empty
 */
public record CompletionRequest(String prompt, AnswerFields fields) {

    private static final int MOST_LOGPROBS = 5;
    private static final Set<String> KNOWN = known();

    /** Reads a request. */
    public static CompletionRequest read(JsonFields fields, int usualTokens, int mostTokens) {
        Unsupported.check(fields, KNOWN);
        int logprobs = (int) fields.integer("logprobs", 0, MOST_LOGPROBS).orElse(-1);
        return new CompletionRequest(prompt(fields), AnswerFields.read(fields, usualTokens, mostTokens, logprobs));
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(AnswerFields.KNOWN);
        known.addAll(Set.of("prompt", "logprobs"));
        return known;
    }

    private static String prompt(JsonFields fields) {
        JsonNode node = fields.node("prompt").orElse(null);
        String prompt = node != null && node.isArray() && node.size() == 1
                ? Texts.of("prompt", node.get(0))
                : fields.text("prompt");
        if (prompt.isEmpty()) {
            throw ApiException.of(ErrorCode.INVALID_VALUE, "prompt", "prompt is empty; there is nothing to continue");
        }
        return prompt;
    }
}
