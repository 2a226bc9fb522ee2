package io.hmt4j.memory;

/**
 * A text that was read into a memory.
 *
 * @param name what the user called it, such as a file name
 * @param tokens tokens read of it, with those that begin a document: where a reading that was stopped goes on
 * @param characters characters of it, in UTF-16 units, that those tokens stand for; of a text that is read in part, by
 *     estimate
 * @param complete whether it was read to its end
 */
public record Source(String name, long tokens, long characters, boolean complete) {}
