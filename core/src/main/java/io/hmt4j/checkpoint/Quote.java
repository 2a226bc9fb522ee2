package io.hmt4j.checkpoint;

/** Names from a file, made fit for a one-line message: they may hold anything, and any amount of it. */
final class Quote {

    private static final int LONGEST = 120;

    private Quote() {}

    /** The text in quotation marks, control characters escaped, cut after 120 characters. */
    static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(point -> append(quoted, point));
        return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "...\"" : "\"")
                .toString();
    }

    /** The text without quotation marks, for values that are not strings. */
    static String shortened(String text) {
        String quoted = of(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static void append(StringBuilder quoted, int point) {
        boolean printable = !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
        if (printable) {
            quoted.appendCodePoint(point);
        } else {
            quoted.append(String.format("\\u%04x", point));
        }
    }
}
