package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's ways to cut a str. */
final class Splitting {

    private Splitting() {}

    /**
     * @param separator a str; None for runs of white space
     * @param most how many cuts are made; below 0 for all
     */
    static List<Object> split(String text, Object separator, int most) {
        return separator == None.NONE
                ? words(text, most)
                : pieces(text, separator(separator), most < 0 ? Integer.MAX_VALUE : most);
    }

    static List<Object> rsplit(String text, Object separator, int most) {
        if (most < 0) {
            return split(text, separator, most);
        }
        String backwards = new StringBuilder(text).reverse().toString();
        Object reversed = separator == None.NONE
                ? separator
                : new StringBuilder(separator(separator)).reverse().toString();
        List<Object> pieces = new ArrayList<>();
        split(backwards, reversed, most)
                .forEach(piece ->
                        pieces.add(new StringBuilder((String) piece).reverse().toString()));
        Collections.reverse(pieces);
        return pieces;
    }

    private static String separator(Object separator) {
        if (!Types.isText(separator)) {
            throw new Fault("split: the separator must be str or None, not " + Types.nameOf(separator));
        }
        if (Types.text(separator).isEmpty()) {
            throw new Fault("split: empty separator");
        }
        return Types.text(separator);
    }

    private static List<Object> words(String text, int most) {
        List<Object> words = new ArrayList<>();
        String rest = Characters.stripLeft(text, Characters::isSpace);
        while (!rest.isEmpty() && (most < 0 || words.size() < most)) {
            int end = 0;
            while (end < rest.length() && !Characters.isSpace(rest.charAt(end))) {
                end++;
            }
            words.add(rest.substring(0, end));
            rest = Characters.stripLeft(rest.substring(end), Characters::isSpace);
        }
        if (!rest.isEmpty()) {
            words.add(rest);
        }
        return words;
    }

    private static List<Object> pieces(String text, String separator, int most) {
        List<Object> pieces = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(separator);
        while (at >= 0 && pieces.size() < most) {
            pieces.add(text.substring(from, at));
            from = at + separator.length();
            at = text.indexOf(separator, from);
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** The parts before, at and after a separator. */
    static Tuple partition(String text, String separator, boolean last) {
        separator(separator);
        int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (at < 0) {
            return last ? Tuple.of("", "", text) : Tuple.of(text, "", "");
        }
        return Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    static List<Object> lines(String text, boolean keepEnds) {
        List<Object> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (isLineEnd(text.charAt(at))) {
                int end = at;
                at += text.startsWith("\r\n", at) ? 1 : 0;
                lines.add(text.substring(from, keepEnds ? at + 1 : end));
                from = at + 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static boolean isLineEnd(char character) {
        return (character >= 0x0A && character <= 0x0D)
                || (character >= 0x1C && character <= 0x1E)
                || character == 0x85
                || character == 0x2028
                || character == 0x2029;
    }
}
