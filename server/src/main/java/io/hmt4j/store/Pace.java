package io.hmt4j.store;

import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a reading is, by the clock, over its last segments. For one thread. */
final class Pace {

    private static final int SEGMENTS = 32;

    private final Deque<Mark> marks = new ArrayDeque<>();

    private record Mark(double seconds, long tokens, double characters) {}

    /** Notes where the reading is now. */
    void mark(double seconds, long tokens, double characters) {
        marks.addLast(new Mark(seconds, tokens, characters));
        if (marks.size() > SEGMENTS) {
            marks.removeFirst();
        }
    }

    /** Forgets what was before a wait. */
    void restart() {
        marks.clear();
    }

    /** Tokens a second; 0 as long as it is not known. */
    double tokensPerSecond() {
        return marks.isEmpty()
                ? 0
                : perSecond(
                        (double) (marks.getLast().tokens() - marks.getFirst().tokens()));
    }

    /** Characters a second; 0 as long as it is not known. */
    double charactersPerSecond() {
        return marks.isEmpty()
                ? 0
                : perSecond(marks.getLast().characters() - marks.getFirst().characters());
    }

    private double perSecond(double count) {
        double seconds = marks.getLast().seconds() - marks.getFirst().seconds();
        return seconds > 0 ? Math.max(0, count / seconds) : 0;
    }
}
