package io.hmt4j.memory;

import java.io.IOException;
import java.util.Optional;

/**
 * A document on its way into a memory, as {@link ReadingQueue} wants it: where its tokens come from, and who is told.
 *
 * <p>All methods are called by the thread that runs the queue, one after the other: {@link #open} when a row is free,
 * {@link #next} as often as tokens are wanted, and at last {@link #left} or {@link #failed}, once. A feed that is never
 * opened hears nothing, unless it {@link #stopped} itself. Whatever it throws until it leaves ends its own document; the
 * others read on. One that has left may be added again.
 */
public interface DocumentFeed {

    /**
     * A row is free: the place to open what the document needs, so that a thousand waiting feeds hold no files.
     *
     * @return the memory to read into; it stays the feed's, but is not to be used until the document has left
     */
    DocumentMemory open() throws IOException;

    /**
     * The next tokens, as many as are at hand.
     *
     * @return an empty array where none have arrived yet; nothing at the end of the document
     */
    Optional<int[]> next() throws IOException;

    /** A segment of the memory was closed. */
    default void segmentRead() {}

    /**
     * Asked before each step and between segments: true lets the document leave as it is, with its next tokens pending. What
     * was computed ahead for the others of the round is then made again.
     */
    default boolean stopped() {
        return false;
    }

    /**
     * The document leaves its row; the memory is the feed's again.
     *
     * @param complete whether all of it was read; false where it or the queue was stopped, the rest of the tokens then is
     *     pending
     */
    void left(boolean complete);

    /** The document could not be read further and leaves its row; the memory holds what came before. */
    void failed(Exception fault);
}
