package io.hmt4j.server.safety;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that has to arrive at a speed: who sends a byte now and then, never silent for long, would else hold a thread for
 * ever. For one thread.
 */
public final class PacedInput extends FilterInputStream {

    private final long bytesPerSecond;
    private final long graceNanos;
    private final long mostNanos;
    private final long began = System.nanoTime();
    private long bytes;

    /**
     * A body.
     *
     * @param bytesPerSecond the slowest it may be on average; 0 for no bound
     * @param grace time in which any speed will do
     * @param atMost time in which it has to arrive, at whatever speed
     */
    public PacedInput(InputStream body, long bytesPerSecond, Duration grace, Duration atMost) {
        super(body);
        this.mostNanos = atMost.toNanos();
        this.bytesPerSecond = bytesPerSecond;
        this.graceNanos = grace.toNanos();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws TooSlow {
        bytes += read;
        long nanos = System.nanoTime() - began;
        boolean slow = nanos > graceNanos && bytes < bytesPerSecond * (nanos * 1e-9);
        if (slow || nanos > mostNanos) {
            throw new TooSlow();
        }
    }

    /** The body is too slow. */
    public static final class TooSlow extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the body arrives too slowly");
        }
    }
}
