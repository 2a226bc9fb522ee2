package io.hmt4j.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

/** How {@link SegmentLog} writes numbers: little-endian, tokens in {@code width} bytes, ends in 8. */
final class SegmentCoding {

    private static final int BLOCK = 1 << 16;

    private SegmentCoding() {}

    static ByteBuffer tokens(List<int[]> segments, int width) {
        int count = segments.stream().mapToInt(segment -> segment.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(count * width);
        for (int[] segment : segments) {
            for (int token : segment) {
                for (int place = 0; place < width; place++) {
                    bytes.put((byte) (token >>> (8 * place)));
                }
            }
        }
        return bytes.flip();
    }

    /** Where each segment ends, the first of which begins behind so many tokens. */
    static ByteBuffer ends(List<int[]> segments, long before) {
        ByteBuffer bytes = ByteBuffer.allocate(segments.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long end = before;
        for (int[] segment : segments) {
            end += segment.length;
            bytes.putLong(end);
        }
        return bytes.flip();
    }

    /** Where a segment ends; -1 if the file does not say. */
    static long end(FileChannel ends, long segment) throws IOException {
        if (segment >= ends.size() / Long.BYTES) {
            return -1;
        }
        return read(ends, segment * Long.BYTES, Long.BYTES).getLong();
    }

    /** The ids, or none if one of them is no token. */
    static int[] known(ByteBuffer bytes, int width, int vocabulary) {
        int[] ids = new int[bytes.remaining() / width];
        for (int i = 0; i < ids.length; i++) {
            long id = 0;
            for (int place = 0; place < width; place++) {
                id |= (bytes.get() & 0xFFL) << (8 * place);
            }
            if (id >= vocabulary) {
                return new int[0];
            }
            ids[i] = (int) id;
        }
        return ids;
    }

    /** Whether ends never fall and the last is that of the tokens' file. */
    static boolean areEnds(FileChannel ends, long tokenBytes, int width) throws IOException {
        long before = 0;
        ByteBuffer block;
        for (long position = 0; position < ends.size(); position += BLOCK) {
            block = read(ends, position, (int) Math.min(BLOCK, ends.size() - position));
            while (block.hasRemaining()) {
                long end = block.getLong();
                if (end < before) {
                    return false;
                }
                before = end;
            }
        }
        return tokenBytes % width == 0 && before == tokenBytes / width;
    }

    static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    static ByteBuffer read(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }
}
