package io.hmt4j.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a text from its beginning, as far as they have been uploaded. */
final class ArrivingText extends InputStream {

    private final WaitingText text;
    private @Nullable FileChannel channel;
    private long position;

    /** Thrown to a reader that has read all there is of a text that is still being uploaded: it may ask again. */
    static final class NotYet extends IOException {

        private static final long serialVersionUID = 1L;

        NotYet() {
            super("the rest of the text has not arrived yet");
        }
    }

    /** Thrown to a reader whose text will never be whole. */
    static final class Stopped extends IOException {
        Stopped() {
            super("the upload broke off");
        }
    }

    ArrivingText(WaitingText text) {
        this.text = text;
    }

    /** Bytes that were read. */
    long position() {
        return position;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        boolean uploadEnded = text.uploadEnded(); // asked first: bytes come before the end
        if (text.failure() != null) {
            throw new Stopped();
        }
        if (text.bytes() == position && !uploadEnded) {
            throw new NotYet();
        }
        if (text.bytes() == position) {
            return -1;
        }
        if (channel == null) {
            channel = text.open();
        }
        int count = text.read(channel, target, offset, length, position);
        if (count < 0) {
            throw new IOException("the text became shorter while it was read");
        }
        position += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
