package io.hmt4j.answer;

/**
 * What is read before an answer.
 *
 * @param text the whole of it
 * @param ids its tokens. Not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
record Prompt(String text, int[] ids) {}
