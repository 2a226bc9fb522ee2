package io.hmt4j.tokenizer;

import io.hmt4j.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** Reads UTF-8 text and knows how many bytes it has taken. Closing it closes the stream. For one thread at a time. */
public final class Utf8Reader extends Reader {

    private final InputStream bytes;
    private final String name;
    private final MalformedText malformed;

    private final Utf8Decoder utf8 = new Utf8Decoder();
    private final byte[] block = new byte[1 << 13];
    private final StringBuilder text = new StringBuilder();
    private int given;
    private long bytesRead;
    private boolean atEnd;

    /**
     * Makes a reader.
     *
     * @param bytes the document
     * @param name the document's name in errors
     * @param malformed what to do with bytes that are not UTF-8
     */
    public Utf8Reader(InputStream bytes, String name, MalformedText malformed) {
        this.bytes = bytes;
        this.name = name;
        this.malformed = malformed;
    }

    /**
     * Reads characters.
     *
     * @throws InputException at the first byte that is not UTF-8, with its offset, if such bytes are to be refused
     */
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (given == text.length() && !atEnd) {
            decodeBlock();
        }
        int count = Math.min(length, text.length() - given);
        if (count == 0 && length > 0) {
            return -1;
        }
        text.getChars(given, given + count, target, offset);
        given += count;
        return count;
    }

    /** How many bytes were taken from the stream: up to 8 KiB more than the text given out stands for. */
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void decodeBlock() throws IOException {
        text.setLength(0);
        given = 0;
        int count = bytes.read(block);
        if (count < 0) {
            atEnd = true;
            utf8.finish(text);
            requireUtf8("ends inside a character");
            return;
        }
        for (int i = 0; i < count; i++) {
            utf8.accept(block[i], text);
            requireUtf8("is not UTF-8");
            bytesRead++;
        }
    }

    private void requireUtf8(String fault) {
        if (malformed == MalformedText.REFUSE && utf8.replaced() > 0) {
            throw new InputException(name + ": the text " + fault + " at byte " + bytesRead
                    + "; convert it to UTF-8, or choose to replace what is not");
        }
    }
}
