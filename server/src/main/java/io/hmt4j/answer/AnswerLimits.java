package io.hmt4j.answer;

/**
 * What answering may take.
 *
 * @param prefixBytes bytes that the prefix memory may hold: memories, and the tokens and texts they are found by. 0 for none
 */
public record AnswerLimits(long prefixBytes) {

    /** 256 MiB of prefixes. */
    public static final AnswerLimits DEFAULT = new AnswerLimits(256L << 20);

    public AnswerLimits {
        if (prefixBytes < 0) {
            throw new IllegalArgumentException("prefixBytes: " + prefixBytes);
        }
    }
}
