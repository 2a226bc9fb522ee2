package io.hmt4j.tokenizer;

/**
 * Decodes UTF-8 a byte at a time. What is not UTF-8 becomes U+FFFD, one for each maximal part of a character, as
 * Rust's and the browsers' decoders have it (Unicode 15, section 3.9; Java's own counts surrogates differently).
 */
final class Utf8Decoder {

    private static final char REPLACEMENT = '\uFFFD';

    private int missing;
    private int codePoint;
    /** The range of the next continuation byte: narrower after some first bytes, so that no value has two forms. */
    private int lowest = 0x80;

    private int highest = 0xBF;
    private long replaced;

    /** Takes a byte; appends what has become certain by it. */
    void accept(byte next, StringBuilder out) {
        int b = next & 0xFF;
        if (missing > 0) {
            if (b >= lowest && b <= highest) {
                continueWith(b, out);
                return;
            }
            replace(out);
        }
        start(b, out);
    }

    /** Ends the text: what is unfinished is replaced. */
    void finish(StringBuilder out) {
        if (missing > 0) {
            replace(out);
        }
    }

    /** How many faults were replaced. */
    long replaced() {
        return replaced;
    }

    private void start(int b, StringBuilder out) {
        lowest = 0x80;
        highest = 0xBF;
        if (b < 0x80) {
            out.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            expect(1, b & 0x1F);
        } else if (b >= 0xE0 && b <= 0xEF) {
            expect(2, b & 0x0F);
            lowest = b == 0xE0 ? 0xA0 : 0x80;
            highest = b == 0xED ? 0x9F : 0xBF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            expect(3, b & 0x07);
            lowest = b == 0xF0 ? 0x90 : 0x80;
            highest = b == 0xF4 ? 0x8F : 0xBF;
        } else {
            replace(out);
        }
    }

    private void expect(int bytes, int bits) {
        missing = bytes;
        codePoint = bits;
    }

    private void continueWith(int b, StringBuilder out) {
        codePoint = codePoint << 6 | (b & 0x3F);
        lowest = 0x80;
        highest = 0xBF;
        if (--missing == 0) {
            out.appendCodePoint(codePoint);
        }
    }

    private void replace(StringBuilder out) {
        missing = 0;
        replaced++;
        out.append(REPLACEMENT);
    }
}
