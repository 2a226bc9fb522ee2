package io.hmt4j.server.safety;

import io.hmt4j.server.failure.ApiException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Room for the bodies that requests hold in memory, all together: a body of JSON takes several times its bytes of the Java
 * heap. Small bodies always have room, their number is bounded. Safe for all threads.
 */
public final class BodyRoom {

    private static final long SMALL = 64 << 10;
    private static final int SECONDS_UNTIL_ROOM = 5;

    private final long most;
    private long taken;

    /** Room for so many bytes. */
    public BodyRoom(long most) {
        this.most = most;
    }

    /** The room of one request, which has none yet. The caller closes it when the request is over. */
    public Share share() {
        return new Share();
    }

    /** Bytes that large bodies have of it. */
    public synchronized long taken() {
        return taken;
    }

    private synchronized void take(long bytes) {
        if (bytes > most - taken) {
            throw ApiException.queueFull("too many large requests at once", SECONDS_UNTIL_ROOM);
        }
        taken += bytes;
    }

    private synchronized void give(long bytes) {
        taken -= bytes;
    }

    /** What one request has of the room. For one thread. */
    public final class Share implements AutoCloseable {

        private long read;
        private long mine;

        private Share() {}

        /** A body that takes room as it is read. It throws {@link ApiException} (429) where there is none. */
        public InputStream counting(InputStream body) {
            return new FilterInputStream(body) {
                @Override
                public int read() throws IOException {
                    int next = super.read();
                    count(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = super.read(target, offset, length);
                    count(Math.max(0, count));
                    return count;
                }
            };
        }

        private void count(int bytes) {
            read += bytes;
            long wanted = read <= SMALL ? 0 : read;
            if (wanted > mine) {
                take(wanted - mine);
                mine = wanted;
            }
        }

        @Override
        public void close() {
            give(mine);
            mine = 0;
        }
    }
}
