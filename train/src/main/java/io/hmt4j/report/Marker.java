package io.hmt4j.report;

import java.util.List;

/** The look of a line. The signs of eight lines differ in shape, and several at one place are all seen, one around the other. */
final class Marker {

    private static final List<String> SHAPES = List.of(
            "M-2.8 0a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0 -5.6 0z",
            "M-4.4 -4.4h8.8v8.8h-8.8z",
            "M0 -6.6L6 3.8H-6z",
            "M0 -7L7 0L0 7L-7 0z",
            "M0 6.6L6 -3.8H-6z",
            "M-6.5 0h13M0 -6.5v13",
            "M-5 -5l10 10M-5 5l10 -10",
            "M-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0 -15 0z");

    /** Lines of one plot that differ in colour, sign or dashes. */
    static final int MOST_LINES = 3 * SHAPES.size();

    private Marker() {}

    /** The path of a line's sign around the point 0 0. */
    static String of(int line) {
        return SHAPES.get(line % SHAPES.size());
    }

    /** The classes of a line: its colour, and behind the eighth how it is dashed. */
    static String classes(int line) {
        int round = line / SHAPES.size();
        return "s" + line % SHAPES.size() + (round == 0 ? "" : " r" + round);
    }
}
