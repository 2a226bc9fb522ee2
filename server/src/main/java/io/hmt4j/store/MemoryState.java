package io.hmt4j.store;

/** How far a stored memory is. */
public enum MemoryState {
    /** Texts are being read into it, or wait for that. */
    READING,
    /** All its texts are read. A new memory, which has none, is ready too. */
    READY,
    /** A text could not be read to its end; the memory holds what came before. */
    FAILED
}
