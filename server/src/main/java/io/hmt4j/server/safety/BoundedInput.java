package io.hmt4j.server.safety;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A body that may have so many bytes, and is refused at the next one. For one thread. */
public final class BoundedInput extends FilterInputStream {

    private final long most;
    private final Supplier<? extends RuntimeException> tooLarge;
    private long bytes;

    /**
     * A body.
     *
     * @param tooLarge what is thrown where there is more
     */
    public BoundedInput(InputStream body, long most, Supplier<? extends RuntimeException> tooLarge) {
        super(body);
        this.most = most;
        this.tooLarge = tooLarge;
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

    private void count(int read) {
        bytes += read;
        if (bytes > most) {
            throw tooLarge.get();
        }
    }
}
