package io.hmt4j.checkpoint;

import io.hmt4j.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, wholly checked before anything is mapped.
 *
 * <p>The format: 8 bytes with the header's length (little-endian), the header in JSON, then the data, which the tensors
 * cover without holes and without overlap (https://huggingface.co/docs/safetensors).
 *
 * @param entries the tensors by name, in the order of the header
 * @param metadata what {@code __metadata__} holds
 * @param dataStart position of the data section in the file
 * @param fileBytes size of the file
 */
record SafetensorsHeader(
        Map<String, TensorEntry> entries, Map<String, String> metadata, long dataStart, long fileBytes) {

    /** The one name in a header that is no tensor's. */
    static final String METADATA = "__metadata__";

    /** The limit of the reference implementation. */
    private static final long MOST_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = Long.BYTES;

    /** "version ", the first eight bytes of what Git leaves in place of a large file it did not fetch. */
    private static final long GIT_LFS_POINTER = 0x206e6f6973726576L;

    SafetensorsHeader {
        entries = Collections.unmodifiableMap(entries);
        metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Reads and checks the header of a file.
     *
     * @throws InputException with the file's and, where there is one, the tensor's name if anything is wrong
     */
    static SafetensorsHeader read(Path file) {
        RegularFile.require(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(file.toString(), channel);
        } catch (IOException error) {
            throw RegularFile.unreadable(file, error);
        }
    }

    private static SafetensorsHeader read(String file, FileChannel channel) throws IOException {
        long fileBytes = channel.size();
        int length = headerLength(file, channel, fileBytes);
        String text = decode(file, readFully(channel, LENGTH_BYTES, length));
        HeaderParser.Parsed parsed = HeaderParser.parse(file, text);
        long dataStart = LENGTH_BYTES + (long) length;
        checkCoverage(file, parsed.entries(), fileBytes - dataStart);
        return new SafetensorsHeader(parsed.entries(), parsed.metadata(), dataStart, fileBytes);
    }

    private static int headerLength(String file, FileChannel channel, long fileBytes) throws IOException {
        if (fileBytes < LENGTH_BYTES) {
            throw new InputException(file + " has " + fileBytes + " bytes; a safetensors file has at least 10");
        }
        long length = readFully(channel, 0, LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length == GIT_LFS_POINTER) {
            throw new InputException(file + " is a Git LFS pointer, not the weights; fetch them with: git lfs pull");
        }
        if (length < 0 || length > MOST_HEADER_BYTES) {
            throw new InputException(file + ": the header's length is " + Long.toUnsignedString(length)
                    + " bytes; allowed: up to " + MOST_HEADER_BYTES + ". Is this a safetensors file?");
        }
        if (length > fileBytes - LENGTH_BYTES) {
            throw new InputException(file + ": the header's length is " + length + " bytes, but the file has only "
                    + fileBytes + ": it is cut off");
        }
        return (int) length;
    }

    /** So many bytes of a file; fails where it ends before. */
    static ByteBuffer readFully(FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private static String decode(String file, ByteBuffer header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException error) {
            throw new InputException(file + ": the header is not UTF-8 text", error);
        }
    }

    /** Sorted by position, each tensor must begin where the one before it ends. */
    private static void checkCoverage(String file, Map<String, TensorEntry> entries, long dataBytes) {
        List<TensorEntry> sorted = entries.values().stream()
                .sorted(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
                .toList();
        String before = "the start of the data";
        long covered = 0;
        for (TensorEntry entry : sorted) {
            String tensor = file + ": tensor " + Quote.of(entry.name());
            if (entry.end() > dataBytes) {
                throw new InputException(
                        tensor + " ends at byte " + entry.end() + " of the data, but the file has only " + dataBytes
                                + ": it is cut off, or its offsets are wrong");
            }
            if (entry.begin() != covered) {
                throw new InputException(tensor
                        + (entry.begin() < covered ? " overlaps " : " leaves a hole behind ") + before
                        + ": it begins at "
                        + entry.begin() + ", not at " + covered);
            }
            covered = entry.end();
            before = Quote.of(entry.name());
        }
        if (covered != dataBytes) {
            throw new InputException(
                    file + ": " + (dataBytes - covered) + " bytes after " + before + " belong to no tensor");
        }
    }
}
