package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;

/**
 * A stored memory, lent: it stays loaded until the lease is closed. The lessee reads from it alone and copies it to
 * change it.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class MemoryLease implements AutoCloseable {

    MemoryLease() {}

    /** The memory, which the store owns: the lessee may copy it, not change or close it. */
    public DocumentMemory memory() {
        throw new UnsupportedOperationException();
    }

    /** Which version of the memory this is: another number, another memory. */
    public long version() {
        throw new UnsupportedOperationException();
    }

    /** Gives it back. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
