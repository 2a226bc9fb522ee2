package io.hmt4j.server.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests that run, up to a number of them, and the end of all of them. Safe for all threads. */
public final class RunningRequests {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final int most;
    private final int mostWatching;
    private int running;
    private int watching;
    private volatile boolean stopping;
    private volatile boolean cancelled;

    /**
     * None so far.
     *
     * @param most requests at once
     * @param mostWatching those of them that may watch readings, which last
     */
    public RunningRequests(int most, int mostWatching) {
        this.most = most;
        this.mostWatching = mostWatching;
    }

    /**
     * Begins a request, which the caller ends.
     *
     * @param watches whether it watches a reading
     * @return false if there are too many, or the server stops
     */
    public boolean begin(boolean watches) {
        lock.lock();
        try {
            if (stopping || running == most || (watches && watching == mostWatching)) {
                return false;
            }
            running++;
            watching += watches ? 1 : 0;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a request that was begun so. */
    public void end(boolean watched) {
        lock.lock();
        try {
            running--;
            watching -= watched ? 1 : 0;
            if (running == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Requests that run now. */
    public int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** The server stops: what would last is not begun any more. */
    public void stop() {
        lock.lock();
        try {
            stopping = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the server stops. */
    public boolean stopping() {
        return stopping;
    }

    /** Ends what runs, at its next opportunity. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether what runs has to end. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Waits until none runs; false if some still do. */
    public boolean awaitNone(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (running > 0 && nanos > 0) {
                nanos = none.awaitNanos(nanos);
            }
            return running == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
