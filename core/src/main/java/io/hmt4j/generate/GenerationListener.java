package io.hmt4j.generate;

/** Told while an answer is generated; called on the generating thread. */
public interface GenerationListener {

    /** Hears nothing and never stops. */
    GenerationListener SILENT = new GenerationListener() {};

    /**
     * The model looked at the end of the text afresh, and for that recalled some of the segments read before: at the start of
     * an answer, and at the borders of segments.
     *
     * @param oldestSegment number of the segment that the first weight belongs to; the next weight to the next segment
     * @param weights recall weights, oldest segment first; they add up to 1
     */
    default void recalled(long oldestSegment, float[] weights) {}

    /**
     * The next token is about to be chosen.
     *
     * @param logits of all tokens, before temperature and penalties; valid during the call
     */
    default void predicted(Logits logits) {}

    /** A token was chosen. */
    default void token(int id) {}

    /** More text is certain: whole characters, no part of a stop string. */
    default void text(String piece) {}

    /** Asked between tokens, and between the segments of a long prompt: true ends the answer. */
    default boolean cancelled() {
        return false;
    }
}
