package io.hmt4j.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one piece of work at a time compute, a slice after the other: a segment of a document, a token of an answer. Who has
 * had least of the time that it is due goes next (weighted fair queueing: each slice adds its time, divided by the share's
 * weight, to a virtual clock of its own). So a question waits for one segment of a long reading, not for its end.
 *
 * <p>Safe for all threads.
 */
public final class Turnstile {

    /** For so long others wait for one that has stepped aside: a write that need not wait is done by then. */
    private static final long MOMENT_NANOS = 10_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final List<Turn> waiting = new ArrayList<>();
    private final int places;
    private final LongSupplier nanoTime;
    private int inside;
    private boolean taken;
    private boolean shut;
    private @Nullable Turn aside;
    private long asideSince;
    private double clock;

    /**
     * An empty turnstile.
     *
     * @param places pieces of work at most, waiting and computing, 1 and more
     */
    public Turnstile(int places) {
        this(places, System::nanoTime);
    }

    /**
     * An empty turnstile with another clock.
     *
     * @param places pieces of work at most, waiting and computing, 1 and more
     * @param nanoTime the clock that slices are measured with, as {@link System#nanoTime}
     */
    public Turnstile(int places, LongSupplier nanoTime) {
        if (places < 1) {
            throw new IllegalArgumentException("places: " + places);
        }
        this.places = places;
        this.nanoTime = nanoTime;
    }

    /** A place in the queue, which the caller closes; empty when all are taken. */
    public Optional<Turn> enter(Share share) {
        lock.lock();
        try {
            if (inside == places || shut) {
                return Optional.empty();
            }
            inside++;
            return Optional.of(new Turn(this, share, lock.newCondition()));
        } finally {
            lock.unlock();
        }
    }

    /** Pieces of work that have a place. */
    public int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** Pieces of work that compute or wait for their turn now. */
    public int working() {
        lock.lock();
        try {
            return waiting.size() + (taken ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    /** Pieces of work there may be at most. */
    public int places() {
        return places;
    }

    /**
     * Ends all computing: returns when the slice that runs is over, however long it takes. From then on nobody gets a place or
     * a turn; who waits is told that it was cancelled.
     */
    public void shut() {
        lock.lock();
        try {
            shut = true;
            boolean interrupted = false;
            while (taken) {
                releaseWhoIsAsideForLong();
                interrupted |= taken && interruptedUntilFree();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Who is aside gives no sign when its moment is over, so this looks again. */
    @SuppressWarnings("WaitNotInLoop") // its caller is the loop
    private boolean interruptedUntilFree() {
        try {
            return free.awaitNanos(MOMENT_NANOS) < 0 && Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Whether nobody gets a turn any more. Under the lock. */
    boolean isShut() {
        return shut;
    }

    ReentrantLock lock() {
        return lock;
    }

    /**
     * Time was spent: the clock that newcomers join at goes on as that of somebody who gets his share would. Were it to stand
     * still, a steady flow of short questions would always go before what has waited longest. Under the lock.
     */
    void advance(double seconds, Share spending) {
        double weights = spending.weight();
        for (Turn turn : waiting) {
            weights += turn.share().weight();
        }
        clock += seconds / weights;
    }

    /**
     * Begins to wait. Time in which a piece of work wanted nothing is no claim. Under the lock.
     *
     * @param waitsOn whether it wanted its turn all the time, and was only doing something else for a moment
     */
    void join(Turn turn, boolean waitsOn) {
        if (!waitsOn) {
            turn.catchUpWith(clock);
        }
        waiting.add(turn);
    }

    /** Takes the turn if it is this one's. Under the lock. */
    boolean tryTake(Turn turn) {
        releaseWhoIsAsideForLong();
        if (taken || shut || next() != turn) {
            return false;
        }
        waiting.remove(turn);
        taken = true;
        clock = Math.max(clock, turn.clock());
        return true;
    }

    /** Whether another would go before one that has had so much. Under the lock. */
    boolean hasRival(double had) {
        return waiting.stream().anyMatch(turn -> turn.clock() <= had);
    }

    /** Gives the turn to the next. Under the lock. */
    void release() {
        taken = false;
        aside = null;
        free.signalAll();
        wakeNext();
    }

    /** Who has the turn does something else for now. Under the lock. */
    void stepAside(Turn turn) {
        aside = turn;
        asideSince = nanoTime();
    }

    /** Who has the turn computes again. Under the lock. */
    void stepBack() {
        aside = null;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Waits no longer. Under the lock. */
    void leave(Turn turn) {
        waiting.remove(turn);
        wakeNext();
    }

    /** Gives the place back. Under the lock. */
    void close() {
        inside--;
    }

    private void releaseWhoIsAsideForLong() {
        Turn holder = aside;
        if (holder != null && nanoTime() - asideSince > MOMENT_NANOS) {
            holder.lose();
            release();
        }
    }

    private void wakeNext() {
        Turn next = next();
        if (!taken && next != null) {
            next.wake();
        }
    }

    /** Who has had least; among equals who waits longest. */
    private @Nullable Turn next() {
        Turn least = null;
        for (Turn turn : waiting) {
            if (least == null || turn.clock() < least.clock()) {
                least = turn;
            }
        }
        return least;
    }
}
