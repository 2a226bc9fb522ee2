package io.hmt4j.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/** Writes a file of tokens ({@link TokenFileLayout}) as documents come. The heap holds a few blocks. */
final class TokenFileWriter implements AutoCloseable {

    private final FileChannel channel;
    private final int width;
    private final TokenizingListener listener;
    private final String name;
    private final Spool table;
    private final Spool marks;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32 checksum = new CRC32();
    private long documents;
    private long tokens;
    private long documentStart;
    private long markNumbers;

    /**
     * Begins a file.
     *
     * @param channel at its beginning; closed by the caller
     * @param target the file, beside which the index waits meanwhile
     * @param name of the text, for the listener
     */
    TokenFileWriter(FileChannel channel, Path target, int width, String name, TokenizingListener listener)
            throws IOException {
        this.channel = channel;
        this.width = width;
        this.name = name;
        this.listener = listener;
        this.table = new Spool(target);
        this.marks = new Spool(target);
    }

    /** Adds tokens to the current document. */
    void add(int[] ids) throws IOException {
        for (int id : ids) {
            if (buffer.remaining() < width) {
                flush();
            }
            if (width == 2) {
                buffer.putShort((short) id);
            } else {
                buffer.putInt(id);
            }
        }
        tokens += ids.length;
        listener.tokenized(name, documents, tokens);
    }

    /** Ends the current document. */
    void endDocument(long number, Marks known) throws IOException {
        entry(number);
        documentStart = tokens;
        documents++;
        if (!known.isEmpty()) {
            List<Integer> numbers = known.numbers();
            for (int value : numbers) {
                marks.putInt(value);
            }
            markNumbers += numbers.size();
        }
    }

    /** Ends the file. */
    void finish() throws IOException {
        entry(0);
        flush();
        table.moveTo(channel, checksum);
        marks.moveTo(channel, checksum);
        new TokenFileLayout(width, documents, tokens, markNumbers, checksum.getValue()).write(buffer);
        flush();
    }

    @Override
    public void close() throws IOException {
        try (table) {
            marks.close();
        }
    }

    private void entry(long number) throws IOException {
        table.putLong(documentStart);
        table.putLong(markNumbers);
        table.putLong(number);
    }

    private void flush() throws IOException {
        buffer.flip();
        checksum.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
