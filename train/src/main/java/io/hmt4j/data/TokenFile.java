package io.hmt4j.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one file of a corpus. Nothing of it is held: a document costs two small reads, its tokens one. Any number of
 * threads may read.
 */
final class TokenFile implements AutoCloseable {

    private static final int CHECKED_AT_ONCE = 1 << 18;

    private final FileChannel channel;
    private final TokenFileLayout layout;

    private TokenFile(FileChannel channel, TokenFileLayout layout) {
        this.channel = channel;
        this.layout = layout;
    }

    /** Opens a file of tokens; null if there is none, or not a whole one. All of it is read once for that. */
    static @Nullable TokenFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            TokenFileLayout layout = layout(channel);
            if (layout != null) {
                TokenFile opened = new TokenFile(channel, layout);
                if (opened.checksum() == layout.checksum()) {
                    return opened;
                }
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    long documents() {
        return layout.documents();
    }

    long tokens() {
        return layout.tokens();
    }

    /** How many tokens a document has. */
    long length(long document) {
        return entry(document + 1, 0) - entry(document, 0);
    }

    /** Which of its file a document is, as {@link RawText#number}. */
    long number(long document) {
        return entry(document, 2);
    }

    Marks marks(long document) {
        long from = entry(document, 1);
        int count = Math.toIntExact(entry(document + 1, 1) - from);
        ByteBuffer bytes = read(layout.marksStart() + from * Integer.BYTES, count * Integer.BYTES);
        int[] numbers = new int[count];
        bytes.asIntBuffer().get(numbers);
        return Marks.of(numbers);
    }

    /** Tokens of a document from a position in it on. */
    int[] tokens(long document, long from, int count) {
        int[] ids = new int[count];
        int width = layout.width();
        long start = (entry(document, 0) + from) * width;
        int most = 1 << 20;
        for (int done = 0; done < count; done += most) {
            int part = Math.min(most, count - done);
            ByteBuffer bytes = read(start + (long) done * width, part * width);
            for (int i = 0; i < part; i++) {
                ids[done + i] = width == 2 ? bytes.getShort() & 0xFFFF : bytes.getInt();
            }
        }
        return ids;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long entry(long document, int field) {
        long place = layout.tableStart() + document * TokenFileLayout.ENTRY_BYTES + (long) field * Long.BYTES;
        return read(place, Long.BYTES).getLong();
    }

    private ByteBuffer read(long place, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, place + buffer.position()) < 0) {
                    throw new IOException("the file of tokens has become shorter while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.flip();
    }

    private static @Nullable TokenFileLayout layout(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < TokenFileLayout.FOOTER_BYTES) {
            return null;
        }
        ByteBuffer footer = ByteBuffer.allocate(TokenFileLayout.FOOTER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(footer, size - TokenFileLayout.FOOTER_BYTES);
        TokenFileLayout layout = TokenFileLayout.read(footer.flip());
        return layout != null && layout.fileBytes() == size ? layout : null;
    }

    private long checksum() {
        CRC32 checksum = new CRC32();
        long end = layout.footerStart();
        for (long place = 0; place < end; place += CHECKED_AT_ONCE) {
            checksum.update(read(place, (int) Math.min(CHECKED_AT_ONCE, end - place)));
        }
        return checksum.getValue();
    }
}
