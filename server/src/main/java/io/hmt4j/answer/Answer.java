package io.hmt4j.answer;

import io.hmt4j.generate.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param text its text, without special tokens and without a stop string
 * @param finishReason why it ended; cancelled also where the prompt was not read to its end
 * @param promptTokens tokens of the prompt, without those of the stored memory
 * @param cachedTokens how many of them were not read, because the prefix memory held them
 * @param answerTokens tokens generated, the one that ended the text included
 * @param choices the tokens behind the text, without the one that ended it and without those of a stop string; empty
 *     unless they were asked for
 * @param recalled segments recalled when the answer began, by falling weight. Views of later segments may recall others;
 *     the first counts, since it answers to the prompt. Empty where there was nothing to recall
 * @param kept the memory with prompt and answer, where it was asked for and the prompt was read to its end; the caller
 *     closes it
 */
public record Answer(
        String text,
        FinishReason finishReason,
        int promptTokens,
        int cachedTokens,
        int answerTokens,
        List<TokenChoice> choices,
        List<RecalledSegment> recalled,
        @Nullable Kept kept) {

    public Answer {
        choices = List.copyOf(choices);
        recalled = List.copyOf(recalled);
    }
}
