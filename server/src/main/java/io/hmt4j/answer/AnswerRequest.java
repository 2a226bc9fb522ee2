package io.hmt4j.answer;

import io.hmt4j.InputException;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.tokenizer.chat.ChatMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be answered.
 *
 * @param messages a conversation to be answered; empty where a text is to be continued
 * @param text the text to be continued; null for a conversation
 * @param memory the memory to be asked, which stays as it was and the caller's; null for an empty one
 * @param memoryKey what tells this memory in this state from all others, such as {@code id@version}: prefixes are known
 *     by it. Empty exactly where {@code memory} is null
 * @param options how tokens are chosen and when the answer ends. The model's own end ids are added to them. A repetition
 *     penalty looks at the answer alone
 * @param topLogprobs likeliest tokens to tell for each place, up to {@value #MOST_TOP_LOGPROBS}; -1 for no choices at all
 * @param keep whether the memory with prompt and answer is wanted
 */
public record AnswerRequest(
        List<ChatMessage> messages,
        @Nullable String text,
        @Nullable DocumentMemory memory,
        String memoryKey,
        GenerationOptions options,
        int topLogprobs,
        boolean keep) {

    /** The most that OpenAI's interface allows. */
    public static final int MOST_TOP_LOGPROBS = 20;

    public AnswerRequest {
        messages = List.copyOf(messages);
        if (text == null && messages.isEmpty()) {
            throw new InputException("messages is empty; allowed: 1 message and more");
        }
        if (text != null && !messages.isEmpty()) {
            throw new IllegalArgumentException("messages and a text");
        }
        if ((memory == null) != memoryKey.isEmpty()) {
            throw new IllegalArgumentException("memory and memoryKey go together; memoryKey: " + memoryKey);
        }
        if (topLogprobs < -1 || topLogprobs > MOST_TOP_LOGPROBS) {
            throw new InputException("top_logprobs is " + topLogprobs + "; allowed: 0 to " + MOST_TOP_LOGPROBS);
        }
    }

    /** A conversation on an empty memory, without choices. */
    public static AnswerRequest chat(List<ChatMessage> messages, GenerationOptions options) {
        return new AnswerRequest(messages, null, null, "", options, -1, false);
    }

    /** A text on an empty memory, without choices. */
    public static AnswerRequest completion(String text, GenerationOptions options) {
        return new AnswerRequest(List.of(), text, null, "", options, -1, false);
    }

    /** The same on a stored memory. */
    public AnswerRequest on(DocumentMemory stored, String key) {
        return new AnswerRequest(messages, text, stored, key, options, topLogprobs, keep);
    }

    /** The same with choices told. */
    public AnswerRequest withTopLogprobs(int changed) {
        return new AnswerRequest(messages, text, memory, memoryKey, options, changed, keep);
    }

    /** The same, and the memory with prompt and answer is wanted. */
    public AnswerRequest keeping() {
        return new AnswerRequest(messages, text, memory, memoryKey, options, topLogprobs, true);
    }
}
