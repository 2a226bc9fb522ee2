package io.hmt4j.memory;

/** Told while documents are read; called on the reading thread between segments. */
public interface ReadListener {

    /** Hears nothing and never stops. */
    ReadListener SILENT = new ReadListener() {};

    /** A segment of this memory was closed. */
    default void segmentRead(DocumentMemory memory) {}

    /** Asked between segments: true ends the reading. Tokens not yet read stay pending in the memory, nothing is lost. */
    default boolean cancelled() {
        return false;
    }
}
