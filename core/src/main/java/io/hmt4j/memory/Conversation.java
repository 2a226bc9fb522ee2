package io.hmt4j.memory;

import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import io.hmt4j.tokenizer.chat.ChatTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Questions and answers about what a memory holds, in the words of the model's chat template. A model without one is
 * given the question as it stands, to be continued.
 *
 * <p>Each question begins a segment, so that its recall is made from its own words. What was said before is not read again:
 * only what the template adds for the next turn is. For one thread at a time;
 * the memory stays the caller's.
 */
public final class Conversation {

    private final HmtModel model;
    private final DocumentMemory memory;
    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;
    private final List<ChatMessage> turns = new ArrayList<>();
    private String transcript = "";

    /** A conversation on a memory. Throws {@link io.hmt4j.InputException} if the model has no tokenizer. */
    public Conversation(HmtModel model, DocumentMemory memory) {
        this.model = model;
        this.memory = memory;
        this.tokenizer = model.text().tokenizer();
        this.template = model.text().chatTemplate();
    }

    /** Answers a question; memory and conversation stay as they were. */
    public Generation ask(String question, GenerationOptions options, GenerationListener listener) {
        try (DocumentMemory asked = memory.copy()) {
            model.endSegment(asked);
            return model.generateInto(asked, tokens(added(prompt(question))), options, listener);
        }
    }

    /** Answers a message; the memory then holds message and answer. */
    public Generation say(String message, GenerationOptions options, GenerationListener listener) {
        String prompt = prompt(message);
        model.endSegment(memory);
        Generation answer = model.generateInto(memory, tokens(added(prompt)), options, listener);
        int[] ids = answer.tokens().stream().mapToInt(Integer::intValue).toArray();
        transcript = prompt + tokenizer.decode(ids, false);
        turns.add(ChatMessage.user(message));
        turns.add(ChatMessage.assistant(answer.text()));
        return answer;
    }

    /** The whole conversation up to where the answer begins. */
    private String prompt(String message) {
        if (template.isEmpty()) {
            return message;
        }
        List<ChatMessage> messages = new ArrayList<>(turns);
        messages.add(ChatMessage.user(message));
        return template.get().render(messages, ChatOptions.answering());
    }

    /** What of a prompt the memory does not hold yet. A template that rewrites earlier turns is given all of it. */
    private String added(String prompt) {
        return template.isPresent() && prompt.startsWith(transcript) ? prompt.substring(transcript.length()) : prompt;
    }

    private int[] tokens(String text) {
        boolean begins = memory.tokens() == 0;
        int[] ids = tokenizer.encode(text);
        if (template.isEmpty()) {
            return begins ? concatenated(tokenizer.documentStartIds(), ids) : ids;
        }
        boolean beginsWithBos = ids.length > 0 && tokenizer.bosId().orElse(-1) == ids[0];
        return beginsWithBos && !begins ? Arrays.copyOfRange(ids, 1, ids.length) : ids;
    }

    private static int[] concatenated(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
