package io.hmt4j.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The first segments of a {@link SegmentLog}, open to be copied while others come behind them. */
final class SegmentPrefix implements AutoCloseable {

    private final FileChannel tokens;
    private final FileChannel ends;
    private final long tokenBytes;
    private final long endBytes;

    SegmentPrefix(FileChannel tokens, FileChannel ends) throws IOException {
        this.tokens = tokens;
        this.ends = ends;
        this.tokenBytes = tokens.size();
        this.endBytes = ends.size();
    }

    long bytes() {
        return tokenBytes + endBytes;
    }

    void copyTo(Path folder) throws IOException {
        try (FileChannel target = create(folder.resolve(SegmentLog.TOKENS))) {
            copy(tokens, tokenBytes, target);
        }
        try (FileChannel target = create(folder.resolve(SegmentLog.ENDS))) {
            copy(ends, endBytes, target);
        }
    }

    void writeTokens(OutputStream output) throws IOException {
        copy(tokens, tokenBytes, Channels.newChannel(output));
    }

    void writeEnds(OutputStream output) throws IOException {
        copy(ends, endBytes, Channels.newChannel(output));
    }

    static void copy(FileChannel source, long bytes, WritableByteChannel target) throws IOException {
        for (long position = 0; position < bytes; ) {
            long copied = source.transferTo(position, bytes - position, target);
            if (copied <= 0) {
                throw new IOException("the file became shorter while it was copied");
            }
            position += copied;
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        try {
            tokens.close();
        } finally {
            ends.close();
        }
    }
}
