package io.hmt4j.answer;

/**
 * A token that might have stood at a place.
 *
 * @param id its id
 * @param text its text; U+FFFD where its bytes are no whole characters
 * @param utf8 its bytes, of which several tokens may share a character. Not changed by anybody
 * @param logprob natural logarithm of its probability before temperature, at least {@link TokenChoice#LEAST_LOGPROB}
 */
@SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
public record Alternative(int id, String text, byte[] utf8, double logprob) {}
