package io.hmt4j.answer;

import io.hmt4j.work.Turn;
import java.util.function.BooleanSupplier;

/** The turns of one answer: computes only while it has one, and stops for good once it is cancelled. For one thread. */
final class Slices {

    private final Turn turn;
    private final BooleanSupplier cancelled;
    private boolean stopped;

    Slices(Turn turn, BooleanSupplier cancelled) {
        this.turn = turn;
        this.cancelled = cancelled;
    }

    /** Waits for the first turn; false if it is cancelled before. */
    boolean begin() {
        stopped = cancelled.getAsBoolean() || !turn.begin(cancelled);
        return !stopped;
    }

    /** Between two slices: others go first if they are due; true if this work is to stop. */
    boolean pass() {
        stopped = stopped || cancelled.getAsBoolean() || !turn.pass(cancelled);
        return stopped;
    }

    /** Whether it is to stop. */
    boolean isStopped() {
        return stopped;
    }

    /** Does something that may wait for somebody outside, such as a slow connection; others then compute. */
    void aside(Runnable outside) {
        if (stopped) {
            outside.run();
        } else {
            stopped = !turn.aside(outside, cancelled);
        }
    }
}
