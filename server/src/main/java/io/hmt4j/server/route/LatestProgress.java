package io.hmt4j.server.route;

import io.hmt4j.store.MemoryState;
import io.hmt4j.store.ReadingProgress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest progress from the reading thread to one that sends it, a few times a second: what came between is of no
 * interest. The end of a reading is handed over at once.
 */
final class LatestProgress implements Consumer<ReadingProgress> {

    private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ReadingProgress latest;
    private boolean begun;
    private long given = System.nanoTime() - BETWEEN_NANOS;

    @Override
    public void accept(ReadingProgress progress) {
        lock.lock();
        try {
            latest = progress;
            begun |= progress.state() == MemoryState.READING;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a reading was seen, be it one so short that nobody was told of it. */
    boolean begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** The newest that was not given yet; empty if none came in time. */
    Optional<ReadingProgress> next(long atMostMillis) throws InterruptedException {
        lock.lock();
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
            for (long nanos = nanosToWait(end); nanos > 0; nanos = nanosToWait(end)) {
                changed.awaitNanos(nanos);
            }
            return Optional.ofNullable(taken());
        } finally {
            lock.unlock();
        }
    }

    /** How long to wait on; 0 when there is something to give, or the time is over. */
    private long nanosToWait(long end) {
        long now = System.nanoTime();
        ReadingProgress newest = latest;
        if (newest == null) {
            return end - now;
        }
        boolean ended = newest.state() != MemoryState.READING;
        return ended ? 0 : Math.min(end - now, given + BETWEEN_NANOS - now);
    }

    private @Nullable ReadingProgress taken() {
        ReadingProgress newest = latest;
        long now = System.nanoTime();
        if (newest == null || (newest.state() == MemoryState.READING && now - given < BETWEEN_NANOS)) {
            return null;
        }
        latest = null;
        given = now;
        return newest;
    }
}
