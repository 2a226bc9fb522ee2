package io.hmt4j.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;

/** The first segments of a {@link SegmentLog}, open to be copied while others come behind them. */
final class SegmentPrefix implements AutoCloseable {

    private static final int BLOCK = 1 << 10;

    private final FileChannel tokens;
    private final FileChannel ends;
    private final long tokenBytes;
    private final long known;
    private final long missing;
    private final long end;

    /**
     * A prefix; owns the channels.
     *
     * @param known segments whose ends are copied
     * @param missing segments behind them whose tokens are not known
     * @param end tokens of the known segments
     */
    SegmentPrefix(FileChannel tokens, FileChannel ends, long tokenBytes, long known, long missing, long end) {
        this.tokens = tokens;
        this.ends = ends;
        this.tokenBytes = tokenBytes;
        this.known = known;
        this.missing = missing;
        this.end = end;
    }

    long bytes() {
        return tokenBytes + (known + missing) * Long.BYTES;
    }

    void copyTo(Path folder) throws IOException {
        try (FileChannel target = create(folder.resolve(SegmentLog.TOKENS))) {
            copy(tokens, tokenBytes, target);
        }
        try (FileChannel target = create(folder.resolve(SegmentLog.ENDS))) {
            copyEnds(target);
        }
    }

    void writeTokens(OutputStream output) throws IOException {
        copy(tokens, tokenBytes, Channels.newChannel(output));
    }

    void writeEnds(OutputStream output) throws IOException {
        copyEnds(Channels.newChannel(output));
    }

    private void copyEnds(WritableByteChannel target) throws IOException {
        copy(ends, known * Long.BYTES, target);
        for (long left = missing; left > 0; left -= BLOCK) {
            List<int[]> empty = Collections.nCopies((int) Math.min(BLOCK, left), new int[0]);
            ByteBuffer bytes = SegmentCoding.ends(empty, end);
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
        }
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
