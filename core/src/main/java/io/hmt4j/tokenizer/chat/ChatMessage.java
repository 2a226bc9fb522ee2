package io.hmt4j.tokenizer.chat;

import io.hmt4j.InputException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation, as a chat template sees it: a dict with {@code role}, mostly {@code content}, and what
 * else a template knows, such as {@code tool_calls}, {@code name} or {@code reasoning_content}.
 *
 * @param fields the dict, in order; {@code role} is there and is text. A field that is absent and one that is null are
 *     not the same to a template.
 */
public record ChatMessage(Map<String, ? extends @Nullable Object> fields) {

    public ChatMessage {
        if (!(fields.get("role") instanceof String)) {
            throw new InputException("chat message: role is " + fields.get("role")
                    + "; it must be text such as system, user, assistant or tool");
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(fields));
    }

    /** A message of text. */
    public static ChatMessage of(String role, String content) {
        return new ChatMessage(Map.of("role", role)).with("content", content);
    }

    public static ChatMessage system(String content) {
        return of("system", content);
    }

    public static ChatMessage user(String content) {
        return of("user", content);
    }

    public static ChatMessage assistant(String content) {
        return of("assistant", content);
    }

    /** This message with a further field, or another value of one. */
    public ChatMessage with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> extended = new LinkedHashMap<>(fields);
        extended.put(field, value);
        return new ChatMessage(extended);
    }

    public String role() {
        return String.valueOf(fields.get("role"));
    }

    /** The text of the message; null where it has none, or content of another kind. */
    public @Nullable String content() {
        return fields.get("content") instanceof String content ? content : null;
    }
}
