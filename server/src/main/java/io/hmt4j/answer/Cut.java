package io.hmt4j.answer;

/**
 * A place in the text of a conversation: what stands before it is encoded apart from what stands behind.
 *
 * @param at characters before it
 * @param endsSegment whether a segment ends there too
 */
record Cut(int at, boolean endsSegment) {}
