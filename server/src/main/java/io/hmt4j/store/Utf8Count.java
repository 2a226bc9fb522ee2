package io.hmt4j.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Counts the characters of a text that comes in pieces, and refuses what is not UTF-8. */
final class Utf8Count {

    private static final int LONGEST_CHARACTER = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(1 << 13);
    private final ByteBuffer bytes;
    private long taken;
    private long characters;

    /** For pieces of up to so many bytes. */
    Utf8Count(int pieceBytes) {
        bytes = ByteBuffer.allocate(pieceBytes + LONGEST_CHARACTER);
    }

    /** Characters so far, in UTF-16 units. */
    long characters() {
        return characters;
    }

    /** Takes the next piece. Throws {@link StoreException} at the first byte that is not UTF-8. */
    void accept(byte[] piece, int count) {
        bytes.put(piece, 0, count);
        decode(false);
    }

    /** Ends the text. Throws {@link StoreException} if it ends inside a character. */
    void finish() {
        decode(true);
    }

    private void decode(boolean atEnd) {
        bytes.flip();
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            result = decoder.decode(bytes, decoded, atEnd);
            characters += decoded.position();
            decoded.clear();
        }
        taken += bytes.position();
        if (result.isError()) {
            throw new StoreException(
                    StoreException.Reason.INVALID,
                    "byte " + taken + " is not UTF-8; only text can be read, convert it to UTF-8 first");
        }
        bytes.compact();
    }
}
