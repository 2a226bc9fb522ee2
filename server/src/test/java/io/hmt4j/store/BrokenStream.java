package io.hmt4j.store;

import java.io.IOException;
import java.io.InputStream;

/** A connection that has broken. */
final class BrokenStream extends InputStream {

    @Override
    public int read() throws IOException {
        throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        throw new IOException("connection reset");
    }
}
