package io.hmt4j.answer;

import io.hmt4j.InputException;
import io.hmt4j.answer.PrefixMemory.Transcript;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ModelText;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatOptions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From a request to its tokens. A conversation goes through the model's chat template, or is plain text. The part of it
 * that was an answer given here stands as it was generated: the same text encoded anew might have other tokens, and all
 * behind it would have to be read again.
 */
final class PromptEncoder {

    private final ModelText model;
    private final Tokenizer tokenizer;
    private final PrefixMemory prefixes;

    PromptEncoder(ModelText model, PrefixMemory prefixes) {
        this.model = model;
        this.tokenizer = model.tokenizer();
        this.prefixes = prefixes;
    }

    Prompt encode(AnswerRequest request) {
        String text = text(request);
        Transcript known = prefixes.transcript(request.memoryKey(), text);
        int[] ids = known == null
                ? ids(text, begins(request.memory()), isTemplated(request))
                : concatenated(known.ids(), tokenizer.encode(text.substring(known.length())));
        if (ids.length == 0 && begins(request.memory())) {
            throw new InputException("nothing to continue: the prompt is empty, and so is the memory");
        }
        return new Prompt(text, ids);
    }

    /** What prompts begin with in which this answer is followed by more; null if its tokens are not its text's. */
    @Nullable String transcript(AnswerRequest request, Prompt prompt, Generation answer) {
        if (isTemplated(request)) {
            return prompt.text() + tokenizer.decode(ids(answer), false);
        }
        boolean unseenEnd = answer.finishReason() == FinishReason.END_OF_TEXT && request.text() != null;
        if (answer.text().isEmpty() || unseenEnd || answer.finishReason() == FinishReason.STOP_STRING) {
            return null;
        }
        return prompt.text()
                + (request.text() == null ? PlainTurns.withAnswer(prompt.text(), answer.text()) : answer.text());
    }

    static int[] ids(Generation answer) {
        return answer.tokens().stream().mapToInt(Integer::intValue).toArray();
    }

    static int[] concatenated(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private String text(AnswerRequest request) {
        String text = request.text();
        if (text != null) {
            return text;
        }
        return model.chatTemplate()
                .map(template -> template.render(request.messages(), ChatOptions.answering()))
                .orElseGet(() -> PlainTurns.render(request.messages()));
    }

    private boolean isTemplated(AnswerRequest request) {
        return request.text() == null && model.chatTemplate().isPresent();
    }

    /** A template writes what a document begins with by itself, also where the document has begun long before. */
    private int[] ids(String text, boolean begins, boolean templated) {
        int[] ids = tokenizer.encode(text);
        if (!templated) {
            return begins ? concatenated(tokenizer.documentStartIds(), ids) : ids;
        }
        boolean beginsWithBos = ids.length > 0 && tokenizer.bosId().orElse(-1) == ids[0];
        return beginsWithBos && !begins ? Arrays.copyOfRange(ids, 1, ids.length) : ids;
    }

    private static boolean begins(@Nullable DocumentMemory memory) {
        return memory == null || memory.tokens() == 0;
    }
}
