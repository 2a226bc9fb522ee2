package io.hmt4j.store;

import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a memory's texts is. Figures of characters are those of all texts that wait or are being read,
 * in UTF-16 units.
 *
 * @param id the memory
 * @param queued whether its reading waits for that of another memory
 * @param tokens tokens in the memory so far
 * @param segments segments closed so far
 * @param tokensPerSecond speed of the reading that runs; 0 when none does
 * @param charactersRead characters read of its texts
 * @param charactersKnown characters that have been uploaded, read or not
 * @param uploadEnded whether no more of its texts is being uploaded
 * @param secondsLeft seconds until all known texts are read; NaN where that cannot be said
 * @param memoryBytes native bytes of the memory's bank
 * @param failure why it could not be read further; null unless the state is {@link MemoryState#FAILED}
 */
public record ReadingProgress(
        String id,
        MemoryState state,
        boolean queued,
        long tokens,
        long segments,
        double tokensPerSecond,
        long charactersRead,
        long charactersKnown,
        boolean uploadEnded,
        double secondsLeft,
        long memoryBytes,
        @Nullable String failure) {}
