package io.hmt4j.answer;

import io.hmt4j.work.Turn;

/** The turns of one answer: computes only while it has one, and stops for good once it is cancelled. For one thread. */
final class Slices {

    private final Turn turn;
    private final AnswerListener listener;
    private boolean stopped;
    private boolean saysFirst;

    Slices(Turn turn, AnswerListener listener) {
        this.turn = turn;
        this.listener = listener;
    }

    /** Waits for the first turn; false if it is cancelled before. */
    boolean begin() {
        stopped = listener.cancelled() || !regained(turn.begin(this::breaksWait));
        return !stopped;
    }

    /** Between two slices: others go first if they are due; true if this work is to stop. */
    boolean pass() {
        if (!stopped && listener.due()) {
            aside(listener::waiting);
        }
        stopped = stopped || listener.cancelled() || !regained(turn.pass(this::breaksWait));
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
            stopped = !regained(turn.aside(outside, this::breaksWait));
        }
    }

    /** Waits on where the wait was broken off to say something: not under the turnstile's lock, and without a turn. */
    private boolean regained(boolean hasTurn) {
        boolean mine = hasTurn;
        while (!mine && saysFirst) {
            saysFirst = false;
            listener.waiting();
            mine = turn.begin(this::breaksWait);
        }
        saysFirst = false;
        return mine;
    }

    private boolean breaksWait() {
        boolean cancelled = listener.cancelled();
        saysFirst = !cancelled && listener.due();
        return cancelled || saysFirst;
    }
}
