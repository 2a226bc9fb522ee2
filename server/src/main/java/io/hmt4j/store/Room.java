package io.hmt4j.store;

/** What an import may take while it is unpacked: as much as an upload, and as the disk budget has left. For one thread. */
final class Room implements AutoCloseable {

    private final long most;
    private final DiskBudget disk;
    private long taken;

    Room(long most, DiskBudget disk) {
        this.most = most;
        this.disk = disk;
    }

    /** Takes room. Throws {@link StoreException} if there is not so much. */
    void take(long bytes) {
        if (bytes > most - taken) {
            throw new StoreException(
                    StoreException.Reason.TOO_LARGE, "the memory has more than the allowed " + most + " bytes");
        }
        disk.take(bytes);
        taken += bytes;
    }

    /** Gives all of it back: what has become of it is counted as a memory. */
    @Override
    public void close() {
        disk.count(-taken);
        taken = 0;
    }
}
