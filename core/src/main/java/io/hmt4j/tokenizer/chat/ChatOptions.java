package io.hmt4j.tokenizer.chat;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a chat template is given beside the messages.
 *
 * @param addGenerationPrompt whether the prompt ends where the assistant's answer begins
 * @param tools JSON schemas of the tools offered; null for none
 * @param variables further variables, such as {@code enable_thinking} or {@code date_string}; they win over the special
 *     tokens of the model's folder ({@code bos_token}, {@code eos_token})
 * @param clock what {@code strftime_now} tells, in its zone
 */
public record ChatOptions(
        boolean addGenerationPrompt,
        @Nullable List<? extends Map<String, ? extends @Nullable Object>> tools,
        Map<String, ? extends @Nullable Object> variables,
        Clock clock) {

    public ChatOptions {
        variables = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(variables));
    }

    /** The assistant's turn, no tools, the machine's clock. */
    public static ChatOptions answering() {
        return new ChatOptions(true, null, Map.of(), Clock.system(ZoneId.systemDefault()));
    }

    /** The conversation as it stands, no tools, the machine's clock. */
    public static ChatOptions transcript() {
        return new ChatOptions(false, null, Map.of(), Clock.system(ZoneId.systemDefault()));
    }

    public ChatOptions withTools(List<? extends Map<String, ? extends @Nullable Object>> offered) {
        return new ChatOptions(addGenerationPrompt, offered, variables, clock);
    }

    public ChatOptions withClock(Clock other) {
        return new ChatOptions(addGenerationPrompt, tools, variables, other);
    }

    /** These options with a further variable of the template, such as {@code bos_token} or {@code enable_thinking}. */
    public ChatOptions with(String variable, @Nullable Object value) {
        Map<String, @Nullable Object> extended = new LinkedHashMap<>(variables);
        extended.put(variable, value);
        return new ChatOptions(addGenerationPrompt, tools, extended, clock);
    }
}
