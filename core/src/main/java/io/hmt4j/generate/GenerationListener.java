package io.hmt4j.generate;

/** Told while an answer is generated; called on the generating thread. */
public interface GenerationListener {

    /** Hears nothing and never stops. */
    GenerationListener SILENT = new GenerationListener() {};

    /** A token was chosen. */
    default void token(int id) {}

    /** More text is certain: whole characters, no part of a stop string. */
    default void text(String piece) {}

    /** Asked between tokens, and between the segments of a long prompt: true ends the answer. */
    default boolean cancelled() {
        return false;
    }
}
