package io.hmt4j.server.route;

import io.hmt4j.answer.AnswerRequest;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.store.MemoryLease;
import io.hmt4j.store.MemoryStore;
import org.jspecify.annotations.Nullable;

/** The stored memory that a request asks, or none. Borrowed until it is closed. */
final class AskedMemory implements AutoCloseable {

    private final MemoryStore store;
    private final @Nullable String id;
    private final @Nullable MemoryLease lease;

    private AskedMemory(MemoryStore store, @Nullable String id, @Nullable MemoryLease lease) {
        this.store = store;
        this.id = id;
        this.lease = lease;
    }

    /** Borrows a memory; null for none. */
    static AskedMemory borrow(MemoryStore store, @Nullable String id) {
        return new AskedMemory(store, id, id == null ? null : store.borrow(id));
    }

    @Nullable String id() {
        return id;
    }

    /** Segments it has read. */
    long segments() {
        return lease == null ? 0 : lease.memory().segments();
    }

    /** A request on this memory. */
    AnswerRequest in(AnswerRequest request) {
        return lease == null ? request : request.on(lease.memory(), id + "@" + lease.version());
    }

    /** Puts a changed memory in its place. */
    void update(DocumentMemory changed) {
        if (id != null && lease != null) {
            store.update(id, changed, lease.version());
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
