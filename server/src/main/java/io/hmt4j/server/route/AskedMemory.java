package io.hmt4j.server.route;

import io.hmt4j.answer.AnswerRequest;
import io.hmt4j.answer.Kept;
import io.hmt4j.answer.RecalledSegment;
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

    /** What the keys of all states of a memory begin with. */
    static String keyStart(@Nullable String id) {
        return id + "@";
    }

    @Nullable String id() {
        return id;
    }

    /** Segments of its document: those it has read and, where its end is open, the one that a question closes. */
    long segments() {
        return lease == null ? 0 : lease.memory().segments() + (lease.memory().pendingTokens() > 0 ? 1 : 0);
    }

    /** Whether a segment is the document's. Those of a long prompt lie behind; without a document there are only those. */
    boolean holds(RecalledSegment recalled) {
        return lease == null || recalled.segment() < segments();
    }

    /** The text of one of its segments; empty where it is not known. */
    String text(long segment) {
        if (id == null || lease == null) {
            return "";
        }
        return segment < lease.memory().segments() ? store.segmentText(id, segment) : store.openText(id);
    }

    /** A request on this memory. */
    AnswerRequest in(AnswerRequest request) {
        return lease == null ? request : request.on(lease.memory(), keyStart(id) + lease.version());
    }

    /** Puts a changed memory in its place. */
    void update(Kept kept) {
        if (id != null && lease != null) {
            store.update(id, kept.memory(), lease.version(), kept.closed());
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
