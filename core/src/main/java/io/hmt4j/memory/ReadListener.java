package io.hmt4j.memory;

import org.bytedeco.pytorch.Tensor;

/** Told while documents are read; called on the reading thread between segments. */
public interface ReadListener {

    /** Hears nothing and never stops. */
    ReadListener SILENT = new ReadListener() {};

    /** A segment of this memory was closed. */
    default void segmentRead(DocumentMemory memory) {}

    /**
     * A segment of this memory recalled something, told before {@link #segmentRead}.
     *
     * @param weights recall weights, (size of the bank then), oldest memory first; valid during the call
     */
    default void recalled(DocumentMemory memory, Tensor weights) {}

    /** Asked between segments: true ends the reading. Tokens not yet read stay pending in the memory, nothing is lost. */
    default boolean cancelled() {
        return false;
    }
}
