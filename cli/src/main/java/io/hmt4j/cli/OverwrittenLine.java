package io.hmt4j.cli;

/** A line on standard error that is written over, for a person who watches; elsewhere nothing. */
final class OverwrittenLine {

    private static final long NANOS_BETWEEN = 200_000_000;

    private final Console console;
    private final boolean shown;
    private long last = System.nanoTime();
    private int length;

    OverwrittenLine(Console console, boolean wanted) {
        this.console = console;
        this.shown = wanted && console.isWatched();
    }

    /** Shows a line in place of the one before, a few times a second at most. */
    void show(String line) {
        long now = System.nanoTime();
        if (!shown || now - last < NANOS_BETWEEN) {
            return;
        }
        last = now;
        console.overwrite(line);
        length = line.length();
    }

    /** Takes the line away. */
    void clear() {
        if (length > 0) {
            console.overwrite("");
            length = 0;
        }
    }
}
