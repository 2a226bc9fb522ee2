package io.hmt4j.store;

/** The store's part of the disk: counted as files come and go, never walked. Safe for all threads. */
final class DiskBudget {

    private final long limit;
    private long used;

    DiskBudget(long limit) {
        this.limit = limit;
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
    synchronized void count(long bytes) {
        used += bytes;
    }

    synchronized long used() {
        return used;
    }
}
