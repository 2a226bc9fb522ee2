package io.hmt4j.cli;

/** Text laid out for a terminal of 80 columns or more. */
final class Page {

    private static final int WIDTH = 79;
    private static final int LABEL = 13;

    private Page() {}

    /** A label and what it stands for, further lines below the first. */
    static String field(String label, String text) {
        return wrap(label + " ".repeat(Math.max(1, LABEL - label.length())), " ".repeat(LABEL), text);
    }

    /** A paragraph, all lines with the same indent. */
    static String paragraph(String indent, String text) {
        return wrap(indent, indent, text);
    }

    /** Breaks a text between words; a word longer than a line stays whole. */
    static String wrap(String first, String further, String text) {
        StringBuilder page = new StringBuilder(first);
        int column = first.length();
        boolean atStart = true;
        for (String word : text.split(" ", -1)) {
            if (!atStart && column + 1 + word.length() > WIDTH) {
                page.append('\n').append(further);
                column = further.length();
                atStart = true;
            }
            if (!atStart) {
                page.append(' ');
                column++;
            }
            page.append(word);
            column += word.length();
            atStart = false;
        }
        return page.toString();
    }
}
