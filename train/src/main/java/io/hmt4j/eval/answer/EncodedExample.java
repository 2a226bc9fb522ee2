package io.hmt4j.eval.answer;

import io.hmt4j.data.Span;
import io.hmt4j.task.TaskExample;
import java.util.List;

/**
 * An example as token ids.
 *
 * @param example what it was
 * @param context the document with what stands before it, as it is read
 * @param question what comes behind it, up to where the answer begins; never holds an answer
 * @param choices for multiple choice the tokens of each choice as they continue the question
 * @param evidence where the context states the answer, in tokens of the context
 */
@SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
public record EncodedExample(
        TaskExample example, int[] context, int[] question, List<int[]> choices, List<Span> evidence) {

    public EncodedExample {
        choices = List.copyOf(choices);
        evidence = List.copyOf(evidence);
    }

    /** Tokens of the whole prompt. */
    public int tokens() {
        return context.length + question.length;
    }

    /**
     * The number of the segment in which the answer begins, 0 the first: a question begins a segment of its own.
     *
     * @param segmentTokens tokens of a segment, B
     */
    public int answerSegment(int segmentTokens) {
        return question.length == 0
                ? Math.max(0, context.length - 1) / segmentTokens
                : (context.length + segmentTokens - 1) / segmentTokens + (question.length - 1) / segmentTokens;
    }
}
