package io.hmt4j.memory;

/** What stands behind a segment, where its memory is written. */
public enum WritePrompt {
    /** The memory prompt that stands before it, as in the paper: what was recalled is in the way of what is written. */
    RECALLED,
    /** The learned prompt p_0 of the first segment: every segment writes as the first one does. */
    LEARNED
}
