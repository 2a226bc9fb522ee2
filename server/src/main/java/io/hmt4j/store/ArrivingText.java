package io.hmt4j.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a text from its beginning; waits for those that are still being uploaded. */
final class ArrivingText extends InputStream {

    private final WaitingText text;
    private final Pause pause;
    private @Nullable FileChannel channel;
    private long position;

    /** What a reader does while there is nothing to read. */
    @FunctionalInterface
    interface Pause {
        /** Waits for more than so many bytes; false if the reading is to stop. */
        boolean awaitMore(WaitingText text, long position);
    }

    /** Thrown to a reader that is to stop, or whose text will never be whole. */
    static final class Stopped extends IOException {
        Stopped() {
            super("the reading was stopped");
        }
    }

    ArrivingText(WaitingText text, Pause pause) {
        this.text = text;
        this.pause = pause;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (text.bytes() == position && !text.uploadEnded() && !pause.awaitMore(text, position)) {
            throw new Stopped();
        }
        if (text.failure() != null) {
            throw new Stopped();
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
