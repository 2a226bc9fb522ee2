package io.hmt4j.answer;

import java.util.List;

/**
 * A token of an answer.
 *
 * @param id its id
 * @param text its text; U+FFFD where its bytes are no whole characters
 * @param utf8 its bytes, of which several tokens may share a character; those of all tokens together are the answer's,
 *     where they are UTF-8 at all. Not changed by anybody
 * @param logprob natural logarithm of its probability before temperature, at least {@link #LEAST_LOGPROB}
 * @param top the likeliest tokens for its place, the likeliest first
 */
@SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
public record TokenChoice(int id, String text, byte[] utf8, double logprob, List<Alternative> top) {

    /** Stands for all that is less likely, down to what has no probability at all: JSON has no infinity. */
    public static final double LEAST_LOGPROB = -9999;

    public TokenChoice {
        top = List.copyOf(top);
    }
}
