package io.hmt4j.cli;

import java.util.function.Consumer;

/** Text that arrives in pieces, broken between words at 79 columns. */
final class WrappedStream {

    private static final int WIDTH = 79;

    private final Consumer<String> target;
    private final String indent;
    private int column;

    /** Goes on at a column. */
    WrappedStream(Consumer<String> target, String indent, int column) {
        this.target = target;
        this.indent = indent;
        this.column = column;
    }

    /** Takes the next piece, a word with the space before it or a part of one. */
    void accept(String piece) {
        String text = piece;
        if (column + text.length() > WIDTH && text.startsWith(" ")) {
            target.accept("\n" + indent);
            column = indent.length();
            text = text.substring(1);
        }
        target.accept(text);
        column += text.length();
    }
}
