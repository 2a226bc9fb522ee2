package io.hmt4j.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.hmt4j.server.failure.ApiException;
import io.hmt4j.server.failure.ErrorCode;
import io.hmt4j.server.json.JsonFields;
import io.hmt4j.tokenizer.chat.ChatMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A request for {@code /v1/chat/completions}.
 *
 * @param messages the conversation, 1 message and more
 */
public record ChatRequest(List<ChatMessage> messages, AnswerFields fields) {

    private static final int MOST_MESSAGES = 10_000;
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_TOP_LOGPROBS = 20;
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
    private static final Set<String> OF_A_MESSAGE =
            Set.of("role", "content", "name", "tool_call_id", "refusal", "annotations", "tool_calls", "audio");
    private static final Set<String> KNOWN = known();

    /** Reads a request. */
    public static ChatRequest read(JsonFields fields, int usualTokens, int mostTokens) {
        Unsupported.check(fields, KNOWN);
        List<ChatMessage> messages = fields.objects("messages", MOST_MESSAGES).stream()
                .map(ChatRequest::message)
                .toList();
        return new ChatRequest(messages, AnswerFields.read(fields, usualTokens, mostTokens, topLogprobs(fields)));
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(AnswerFields.KNOWN);
        known.addAll(Set.of("messages", "logprobs", "top_logprobs"));
        return known;
    }

    private static int topLogprobs(JsonFields fields) {
        boolean logprobs = fields.flag("logprobs");
        int top = (int) fields.integer("top_logprobs", 0, MOST_TOP_LOGPROBS).orElse(0);
        if (top > 0 && !logprobs) {
            throw ApiException.of(
                    ErrorCode.INVALID_VALUE, "top_logprobs", "top_logprobs is there, but logprobs is not true");
        }
        return logprobs ? top : -1;
    }

    private static ChatMessage message(JsonFields fields) {
        fields.allowOnly(OF_A_MESSAGE);
        String said = fields.text("role");
        String role = said.equals("developer") ? "system" : said;
        if (!ROLES.contains(role)) {
            throw ApiException.of(
                    ErrorCode.INVALID_VALUE,
                    fields.param("role"),
                    fields.param("role") + " is unknown; allowed: system, developer, user, assistant, tool");
        }
        if (fields.node("tool_calls").filter(calls -> !calls.isEmpty()).isPresent()) {
            throw ApiException.of(
                    ErrorCode.UNSUPPORTED_VALUE,
                    fields.param("tool_calls"),
                    fields.param("tool_calls") + " is not supported here: this server offers no tools");
        }
        ChatMessage message = ChatMessage.of(role, content(fields));
        return fields.optionalText("name")
                .map(name -> message.with("name", name))
                .orElse(message);
    }

    private static String content(JsonFields fields) {
        JsonNode content = fields.node("content").orElse(null);
        if (content == null || !content.isArray()) {
            return fields.text("content");
        }
        StringBuilder text = new StringBuilder();
        for (JsonFields part : fields.objects("content", MOST_PARTS)) {
            part.allowOnly(Set.of("type", "text", "image_url", "input_audio", "file", "refusal"));
            if (!part.text("type").equals("text")) {
                throw ApiException.of(
                        ErrorCode.UNSUPPORTED_VALUE,
                        part.param("type"),
                        part.param("type") + " is not supported; allowed: text");
            }
            text.append(part.text("text"));
        }
        return text.toString();
    }
}
