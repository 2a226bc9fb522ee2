package io.hmt4j.tokenizer.chat.jinja;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Characters as Python's str sees them: code points, and Unicode's white space. */
final class Characters {

    private Characters() {}

    /** What {@code str.isspace} and the regular expression {@code \s} take for white space. */
    static boolean isSpace(int character) {
        return (character >= 0x09 && character <= 0x0D)
                || (character >= 0x1C && character <= 0x20)
                || character == 0x85
                || character == 0xA0
                || character == 0x1680
                || (character >= 0x2000 && character <= 0x200A)
                || character == 0x2028
                || character == 0x2029
                || character == 0x202F
                || character == 0x205F
                || character == 0x3000;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String stripLeft(String text, IntPredicate stripped) {
        int start = 0;
        while (start < text.length() && stripped.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    static String stripRight(String text, IntPredicate stripped) {
        int end = text.length();
        while (end > 0 && stripped.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    /** Order by code points, where Java's own is by UTF-16 units. */
    static int compare(String left, String right) {
        int index = 0;
        int shared = Math.min(left.length(), right.length());
        while (index < shared && left.charAt(index) == right.charAt(index)) {
            index++;
        }
        if (index == shared) {
            return Integer.compare(left.length(), right.length());
        }
        char a = left.charAt(index);
        char b = right.charAt(index);
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : Character.compare(a, b);
    }
}
