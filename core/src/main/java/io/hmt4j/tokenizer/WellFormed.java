package io.hmt4j.tokenizer;

/** Texts that have a UTF-8 form. */
final class WellFormed {

    private WellFormed() {}

    /** The text with each lone surrogate replaced by U+FFFD; the native library would garble the whole text. */
    static String of(String text) {
        if (text.codePoints().noneMatch(WellFormed::isSurrogate)) {
            return text;
        }
        return text.codePoints()
                .map(point -> isSurrogate(point) ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
