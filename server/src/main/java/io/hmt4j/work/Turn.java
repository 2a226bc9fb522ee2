package io.hmt4j.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/**
 * One piece of work's place at the turnstile. Its thread calls {@link #begin} before it computes, {@link #pass} between
 * slices, and {@link #close} at the end. For one thread.
 */
public final class Turn implements AutoCloseable {

    private static final long ASK_AGAIN_MILLIS = 50;

    private final Turnstile turnstile;
    private final Share share;
    private final Condition mine;
    private double had;
    private long began;
    private boolean computing;
    private boolean aside;
    private boolean brokeOff;
    private boolean closed;

    Turn(Turnstile turnstile, Share share, Condition mine) {
        this.turnstile = turnstile;
        this.share = share;
        this.mine = mine;
    }

    /**
     * Waits for the turn. Who broke off waiting and then waits on is due as much as before.
     *
     * @param cancelled asked while it waits, under the turnstile's lock: to be answered at once
     * @return false if it was cancelled, or the thread interrupted, before the turn came
     */
    public boolean begin(BooleanSupplier cancelled) {
        turnstile.lock().lock();
        try {
            requirePlace();
            return computing || waitForTurn(cancelled);
        } finally {
            turnstile.lock().unlock();
        }
    }

    /**
     * Between two slices: others go first if they have had less.
     *
     * @return false if it was cancelled while it waited; the turn is then not this one's
     */
    public boolean pass(BooleanSupplier cancelled) {
        turnstile.lock().lock();
        try {
            if (computing) {
                count();
                if (!turnstile.hasRival(had)) {
                    return true;
                }
                computing = false;
                turnstile.release();
            }
            return begin(cancelled); // under the same lock: who gives way keeps its place in the queue
        } finally {
            turnstile.lock().unlock();
        }
    }

    /**
     * Does something outside that computes nothing and may have to wait, such as writing to a slow connection. A moment of it
     * costs nothing; if it takes longer, others compute meanwhile, and the turn has to be waited for again.
     *
     * @return false if it was cancelled while it waited
     */
    public boolean aside(Runnable outside, BooleanSupplier cancelled) {
        stepAside();
        try {
            outside.run();
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
        return stepBack(cancelled);
    }

    /** Lets others compute, as long as this one has to wait for something else. */
    public void end() {
        turnstile.lock().lock();
        try {
            if (computing) {
                count();
                computing = false;
                aside = false;
                turnstile.release();
            }
        } finally {
            turnstile.lock().unlock();
        }
    }

    /** Ends, and gives the place back. */
    @Override
    public void close() {
        turnstile.lock().lock();
        try {
            end();
            if (!closed) {
                closed = true;
                turnstile.close();
            }
        } finally {
            turnstile.lock().unlock();
        }
    }

    Share share() {
        return share;
    }

    double clock() {
        return had;
    }

    void catchUpWith(double clock) {
        had = Math.max(had, clock);
    }

    void wake() {
        mine.signal();
    }

    /** Another has taken the turn, since this one was aside for long. Under the lock. */
    void lose() {
        computing = false;
        aside = false;
    }

    private boolean waitForTurn(BooleanSupplier cancelled) {
        turnstile.join(this, brokeOff);
        try {
            while (!turnstile.tryTake(this)) {
                if (turnstile.isShut() || cancelled.getAsBoolean() || interruptedWhileWaiting()) {
                    return false;
                }
            }
            computing = true;
            began = turnstile.nanoTime();
            return true;
        } finally {
            brokeOff = !computing;
            if (brokeOff) {
                turnstile.leave(this);
            }
        }
    }

    private void stepAside() {
        turnstile.lock().lock();
        try {
            if (computing) {
                count();
                aside = true;
                turnstile.stepAside(this);
            }
        } finally {
            turnstile.lock().unlock();
        }
    }

    private boolean stepBack(BooleanSupplier cancelled) {
        turnstile.lock().lock();
        try {
            if (computing) {
                aside = false;
                began = turnstile.nanoTime();
                turnstile.stepBack();
                return true;
            }
            return begin(cancelled);
        } finally {
            turnstile.lock().unlock();
        }
    }

    private void requirePlace() {
        if (closed) {
            throw new IllegalStateException("this place was given back");
        }
    }

    private void count() {
        if (!aside) {
            long now = turnstile.nanoTime();
            double seconds = (now - began) * 1e-9;
            had += seconds / share.weight();
            turnstile.advance(seconds, share);
            began = now;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller is the loop
    private boolean interruptedWhileWaiting() {
        try {
            boolean signalled = mine.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return !signalled && Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
