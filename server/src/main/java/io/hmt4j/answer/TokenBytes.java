package io.hmt4j.answer;

import io.hmt4j.tokenizer.StreamingDecoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What single tokens stand for, in bytes. A token may be a part of a character, and what it stands for may depend on
 * whether it is the first: SentencePiece models leave the space out there.
 */
final class TokenBytes {

    private static final char UNKNOWN = '\uFFFD';
    private static final int[] BYTE_OF = byteAlphabet();

    private final Tokenizer tokenizer;
    private final int ordinary;

    TokenBytes(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.ordinary = firstWithText();
    }

    /**
     * The bytes of a token.
     *
     * @param first whether it is the first of a text
     * @return UTF-8, perhaps the middle of a character; none for an id that stands for no token
     */
    byte[] of(int id, boolean first) {
        StreamingDecoder decoder = tokenizer.streamingDecoder(false);
        if (!first && ordinary >= 0) {
            decoder.next(ordinary);
        }
        String text = decoder.next(id) + decoder.finish();
        return text.indexOf(UNKNOWN) < 0
                ? text.getBytes(StandardCharsets.UTF_8)
                : partOfCharacter(tokenizer.tokenText(id).orElse(""), text);
    }

    /** The bytes that a token's form in the vocabulary says; such tokens come as {@code <0xE4>}, or in GPT-2's alphabet. */
    private static byte[] partOfCharacter(String token, String decoded) {
        if (token.matches("<0x[0-9A-Fa-f]{2}>")) {
            return new byte[] {(byte) Integer.parseInt(token.substring(3, 5), 16)};
        }
        boolean inAlphabet = token.chars().allMatch(c -> c < BYTE_OF.length && BYTE_OF[c] >= 0);
        if (!inAlphabet) {
            return decoded.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        token.chars().forEach(c -> bytes.write(BYTE_OF[c]));
        return bytes.toByteArray();
    }

    /** A token behind which others stand as they do within a text; -1 if there is none. */
    private int firstWithText() {
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            if (!tokenizer.streamingDecoder(false).next(id).isBlank()) {
                return id;
            }
        }
        return -1;
    }

    /**
     * GPT-2's alphabet of bytes: those that print in Latin-1 stand for themselves, the others, in their order, are the
     * characters from 256 on.
     *
     * @return the byte of each character, -1 for none
     */
    private static int[] byteAlphabet() {
        int[] byteOf = new int[512];
        Arrays.fill(byteOf, -1);
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean prints = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xFF && b != 0xAD);
            byteOf[prints ? b : next++] = b;
        }
        return byteOf;
    }
}
