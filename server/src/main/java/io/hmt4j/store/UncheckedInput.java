package io.hmt4j.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A caller's stream whose faults are told from those of the store's own files: they come unchecked. */
final class UncheckedInput extends FilterInputStream {

    UncheckedInput(InputStream input) {
        super(input);
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
