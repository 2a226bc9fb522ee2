package io.hmt4j.answer;

import java.util.List;

/**
 * Told while an answer is made; called on the answering thread. What takes longer than a moment, such as writing to a slow
 * connection, holds up this answer alone: others compute meanwhile.
 */
public interface AnswerListener {

    /** Hears nothing and never stops. */
    AnswerListener SILENT = () -> false;

    /**
     * More of the prompt was read: called at the start and after each segment.
     *
     * @param tokensDone tokens of the prompt that were read or were known before
     * @param tokensAll tokens of the prompt
     */
    default void reading(long tokensDone, long tokensAll) {}

    /** The prompt was read, and these segments were recalled for the answer, by falling weight. At most once. */
    default void recalled(List<RecalledSegment> segments) {}

    /**
     * More of the answer is certain.
     *
     * @param piece whole characters, no part of a stop string; empty where the last tokens have no text
     * @param choices the tokens behind it since the last piece; empty unless they were asked for
     */
    default void text(String piece, List<TokenChoice> choices) {}

    /**
     * Whether something is to be said though nothing happens, such as a heartbeat. Asked as often as {@link #cancelled}, and
     * to be answered at once as that is.
     */
    default boolean due() {
        return false;
    }

    /** Says what is {@link #due}, and may take its time: others compute meanwhile. */
    default void waiting() {}

    /**
     * Whether the answer is no longer wanted. Asked often, between segments and tokens and while waiting, then under the
     * turnstile's lock: to be answered at once.
     */
    boolean cancelled();
}
