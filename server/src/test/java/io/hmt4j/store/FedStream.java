package io.hmt4j.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A connection over which a test sends what and when it wants. */
final class FedStream extends InputStream {

    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
    private byte[] piece = new byte[0];
    private int position;

    void send(String text) {
        sent.add(text.getBytes(StandardCharsets.UTF_8));
    }

    void end() {
        sent.add(END);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == piece.length) {
            if (piece == END) {
                return -1;
            }
            position = 0;
            piece = take();
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    private byte[] take() throws IOException {
        try {
            return sent.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
