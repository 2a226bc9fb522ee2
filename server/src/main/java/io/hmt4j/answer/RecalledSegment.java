package io.hmt4j.answer;

/**
 * A segment that was recalled for an answer.
 *
 * @param segment its number, counted from 0 over all that the stored memory has read and, behind that, the prompt
 * @param weight its share of the memory prompt; those of all segments in the bank add up to 1
 */
public record RecalledSegment(long segment, float weight) {}
