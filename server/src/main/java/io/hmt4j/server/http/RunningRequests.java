package io.hmt4j.server.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests that run, up to a number of them, and the end of all of them. Safe for all threads. */
public final class RunningRequests {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private final int most;
    private int running;
    private volatile boolean stopping;
    private volatile boolean cancelled;

    /** None so far. */
    public RunningRequests(int most) {
        this.most = most;
    }

    /** Begins a request, which the caller ends; false if there are too many. */
    public boolean begin() {
        lock.lock();
        try {
            if (running == most) {
                return false;
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a request. */
    public void end() {
        lock.lock();
        try {
            running--;
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
        stopping = true;
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
