package io.hmt4j.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The tokens of a memory's segments, for those who ask what a segment said. {@code segments.tokens} has them one behind the
 * other, each in as few bytes as the vocabulary needs (little-endian); {@code segments.ends} has for each segment, in 8
 * bytes, how many tokens end with it.
 *
 * <p>It is written before the memory is, so it may be ahead of it after a crash: the memory's count of segments says what
 * of it holds, and the rest is cut when more is appended. A segment without tokens is one whose tokens are not known.
 */
final class SegmentLog {

    static final String TOKENS = "segments.tokens";
    static final String ENDS = "segments.ends";

    private final Path tokens;
    private final Path ends;
    private final int vocabulary;
    private final int width;

    SegmentLog(Path folder, int vocabulary) {
        this.tokens = folder.resolve(TOKENS);
        this.ends = folder.resolve(ENDS);
        this.vocabulary = vocabulary;
        this.width = Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(vocabulary - 1) + 7) / 8);
    }

    /** Bytes of segments of so many tokens in all. */
    long bytes(long segments, long tokensInAll) {
        return segments * Long.BYTES + tokensInAll * width;
    }

    /** Appends segments behind the first {@code count}, and makes them survive a power cut. What was behind goes. */
    void append(long count, List<int[]> segments) throws IOException {
        try (FileChannel tokenChannel = openForWriting(tokens);
                FileChannel endChannel = openForWriting(ends)) {
            long end = cut(count, tokenChannel, endChannel);
            ByteBuffer added = SegmentCoding.tokens(segments, width);
            ByteBuffer addedEnds = SegmentCoding.ends(segments, end);
            SegmentCoding.write(tokenChannel, added, end * width);
            SegmentCoding.write(endChannel, addedEnds, count * Long.BYTES);
            tokenChannel.force(true);
            endChannel.force(true);
        }
    }

    /** The tokens of a segment, none where they are not known. */
    int[] read(long segment) throws IOException {
        if (Files.notExists(ends) || Files.notExists(tokens)) {
            return new int[0];
        }
        try (FileChannel tokenChannel = FileChannel.open(tokens, StandardOpenOption.READ);
                FileChannel endChannel = FileChannel.open(ends, StandardOpenOption.READ)) {
            long start = segment == 0 ? 0 : SegmentCoding.end(endChannel, segment - 1);
            long end = SegmentCoding.end(endChannel, segment);
            if (start < 0 || end < start || end > tokenChannel.size() / width) {
                return new int[0];
            }
            return SegmentCoding.known(
                    SegmentCoding.read(tokenChannel, start * width, Math.toIntExact((end - start) * width)),
                    width,
                    vocabulary);
        }
    }

    /**
     * Opens the first segments to be copied; nothing that comes later changes what is read, and nothing is written.
     *
     * @param own whether this vocabulary is the one the log was written with; else the bytes of a token are found from the
     *     files, which is in vain where a crash has left them unequal
     * @throws IOException also if that was in vain
     */
    SegmentPrefix open(long count, boolean own) throws IOException {
        FileChannel tokenChannel = FileChannel.open(tokens, StandardOpenOption.READ);
        try {
            FileChannel endChannel = FileChannel.open(ends, StandardOpenOption.READ);
            try {
                return prefix(count, own, tokenChannel, endChannel);
            } catch (IOException | RuntimeException e) {
                endChannel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            tokenChannel.close();
            throw e;
        }
    }

    private SegmentPrefix prefix(long count, boolean own, FileChannel tokenChannel, FileChannel endChannel)
            throws IOException {
        int tokenWidth = own ? width : widthFrom(tokenChannel, endChannel);
        Known known = known(count, tokenChannel, endChannel, tokenWidth);
        return new SegmentPrefix(
                tokenChannel, endChannel, known.end * tokenWidth, known.segments, count - known.segments, known.end);
    }

    /** Bytes of a token, of whatever vocabulary: the files are as long as one another says. */
    private static int widthFrom(FileChannel tokenChannel, FileChannel endChannel) throws IOException {
        long last = endChannel.size() / Long.BYTES - 1;
        long end = last < 0 ? 0 : SegmentCoding.end(endChannel, last);
        long found = end <= 0 ? 1 : tokenChannel.size() / end;
        if (found < 1 || found > Integer.BYTES || found * Math.max(0, end) != tokenChannel.size()) {
            throw new IOException("the log of segments is not whole");
        }
        return (int) found;
    }

    /** Whether this is a whole log of so many segments, as an import has to have it. */
    boolean isSound(long count) throws IOException {
        try (FileChannel tokenChannel = FileChannel.open(tokens, StandardOpenOption.READ);
                FileChannel endChannel = FileChannel.open(ends, StandardOpenOption.READ)) {
            if (endChannel.size() / Long.BYTES != count || endChannel.size() % Long.BYTES != 0) {
                return false;
            }
            return SegmentCoding.areEnds(endChannel, tokenChannel.size(), width);
        }
    }

    /** What of a log is sound: so many first segments, which end with so many tokens. */
    private record Known(long segments, long end) {}

    /** What is damaged is not known any more. */
    private static Known known(long count, FileChannel tokenChannel, FileChannel endChannel, int width)
            throws IOException {
        long known = Math.min(count, endChannel.size() / Long.BYTES);
        long end = known == 0 ? 0 : SegmentCoding.end(endChannel, known - 1);
        return end < 0 || end > tokenChannel.size() / width ? new Known(0, 0) : new Known(known, end);
    }

    /** Cuts both files behind a count of segments; returns the tokens before. */
    private long cut(long count, FileChannel tokenChannel, FileChannel endChannel) throws IOException {
        Known known = known(count, tokenChannel, endChannel, width);
        tokenChannel.truncate(known.end * width);
        endChannel.truncate(known.segments * Long.BYTES);
        for (long missing = known.segments; missing < count; missing++) {
            SegmentCoding.write(endChannel, SegmentCoding.ends(List.of(new int[0]), known.end), missing * Long.BYTES);
        }
        return known.end;
    }

    private static FileChannel openForWriting(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
