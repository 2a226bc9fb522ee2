package io.hmt4j.tokenizer;

import org.jspecify.annotations.Nullable;

/**
 * The alphabet in which byte-level tokenizers write bytes: printable Latin-1 characters stand for themselves, the other
 * bytes for the characters from U+0100 on, in order.
 *
 * <p>Source: GPT-2, {@code bytes_to_unicode}.
 */
final class ByteAlphabet {

    private static final int FIRST_OTHER = 0x100;
    private static final short[] BYTES = bytes();

    private ByteAlphabet() {}

    /** The bytes that a token stands for, or null if it has a character outside the alphabet. */
    static byte @Nullable [] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = token.charAt(i);
            if (c >= BYTES.length || BYTES[c] < 0) {
                return null;
            }
            bytes[i] = (byte) BYTES[c];
        }
        return bytes;
    }

    /** For each character its byte, or -1. */
    private static short[] bytes() {
        short[] bytes = new short[FIRST_OTHER + 68];
        java.util.Arrays.fill(bytes, (short) -1);
        int other = FIRST_OTHER;
        for (short b = 0; b < 256; b++) {
            bytes[isPrintable(b) ? b : other++] = b;
        }
        return bytes;
    }

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
    }
}
