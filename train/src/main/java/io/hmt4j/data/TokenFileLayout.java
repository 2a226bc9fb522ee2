package io.hmt4j.data;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a file of tokens is laid out, in little-endian order: the tokens of all documents; for each document, and once
 * more behind the last, an entry of the table (where its tokens begin, where its marks begin, its number: three 64-bit
 * integers); the marks (32-bit integers); this footer. The file is whole if its size is what the footer says and the
 * checksum fits all before it.
 *
 * @param width bytes of a token, 2 or 4
 * @param documents how many
 * @param tokens of all of them
 * @param marks how many integers
 * @param checksum CRC-32 of tokens, table and marks
 */
record TokenFileLayout(int width, long documents, long tokens, long marks, long checksum) {

    static final int FOOTER_BYTES = 8 + 5 * Long.BYTES;
    static final int ENTRY_BYTES = 3 * Long.BYTES;

    private static final long MAGIC = 0x32304B4F54544D48L; // "HMTTOK02"

    /** 2 bytes hold the ids of a vocabulary of up to 65,536 tokens. */
    static int width(int vocabularySize) {
        return vocabularySize <= 1 << 16 ? 2 : 4;
    }

    /** The layout that a footer says; null if it is none. */
    static @Nullable TokenFileLayout read(ByteBuffer footer) {
        if (footer.getLong() != MAGIC) {
            return null;
        }
        TokenFileLayout layout = new TokenFileLayout(
                (int) footer.getLong(), footer.getLong(), footer.getLong(), footer.getLong(), footer.getLong());
        return layout.width == 2 || layout.width == 4 ? layout : null;
    }

    void write(ByteBuffer footer) {
        footer.putLong(MAGIC)
                .putLong(width)
                .putLong(documents)
                .putLong(tokens)
                .putLong(marks)
                .putLong(checksum);
    }

    long tableStart() {
        return tokens * width;
    }

    long marksStart() {
        return tableStart() + (documents + 1) * ENTRY_BYTES;
    }

    long footerStart() {
        return marksStart() + marks * Integer.BYTES;
    }

    long fileBytes() {
        return footerStart() + FOOTER_BYTES;
    }
}
