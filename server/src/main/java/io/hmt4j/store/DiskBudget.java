package io.hmt4j.store;

/** The store's part of the disk: counted as files come and go, never walked. Safe for all threads. */
final class DiskBudget {

    private final long limit;
    private final Runnable freed;
    private long used;

    /**
     * A budget of which nothing is used.
     *
     * @param freed told when there is room again; on the thread that made it, whatever locks that holds
     */
    DiskBudget(long limit, Runnable freed) {
        this.limit = limit;
        this.freed = freed;
    }

    /** Takes room. Throws {@link StoreException} if there is not so much. */
    synchronized void take(long bytes) {
        require(bytes);
        used += bytes;
    }

    /** Throws {@link StoreException} if there is not so much room. */
    synchronized void require(long bytes) {
        if (bytes > limit - used) {
            throw new StoreException(
                    StoreException.Reason.FULL,
                    "the store is full: it has " + used + " of " + limit + " bytes; delete memories to make room");
        }
    }

    /** Counts what is there by now, whether there is room or not; negative for what is gone. */
    void count(long bytes) {
        synchronized (this) {
            used += bytes;
        }
        if (bytes < 0) {
            freed.run();
        }
    }

    synchronized long used() {
        return used;
    }
}
