package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;

/**
 * A stored memory, lent: it stays loaded until the lease is closed. For one thread at a time; every lease has a memory
 * object of its own, which shares the bank.
 */
public final class MemoryLease implements AutoCloseable {

    private final DocumentMemory memory;
    private final long version;
    private final Runnable giveBack;
    private boolean closed;

    MemoryLease(DocumentMemory memory, long version, Runnable giveBack) {
        this.memory = memory;
        this.version = version;
        this.giveBack = giveBack;
    }

    /** The memory, which the lease owns and frees: what is to outlive it is copied, and so is what is to change. */
    public DocumentMemory memory() {
        return memory;
    }

    /** Which version of the memory this is: the store gives every saved change a number it never gives again. */
    public long version() {
        return version;
    }

    /** Gives it back; a second time does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.close();
            giveBack.run();
        }
    }
}
