package io.hmt4j.store;

import io.hmt4j.log.Log;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.ReadingQueue;
import io.hmt4j.tensor.Pauses;
import io.hmt4j.work.Turn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a store: one thread reads them side by side, as rows of a batch. Where there are more than rows, each gives
 * its row to the next after a round, so a long document holds up no short one; between two layers it is the questions' turn.
 * A reading that has to wait for its upload rests: it takes no row and no place among those that may wait, so slow uploads
 * hold up nobody else. The thread ends with the last reading. Safe for all threads.
 */
final class Readings implements AutoCloseable {

    private static final Log LOG = Log.of(Readings.class);

    private final ReadingQueue queue;
    private final Turn turn;
    private final int places;

    /** All readings. Asked by those who hold the turnstile's lock, so it has no lock that could be waited for. */
    private final Set<ReadingJob> jobs = ConcurrentHashMap.newKeySet();

    private final Set<ReadingJob> resting = new HashSet<>();
    private @Nullable Thread thread;

    private final ReadListener listener = new ReadListener() {
        @Override
        public boolean cancelled() {
            return !turn.pass(Readings.this::isAnyStopped);
        }
    };

    /**
     * No readings yet.
     *
     * @param queue where they become rows, for this alone
     * @param turn the readings' place at the model, owned from here on
     * @param places readings that may be read or wait for it
     */
    Readings(ReadingQueue queue, Turn turn, int places) {
        this.queue = queue;
        this.turn = turn;
        this.places = places;
    }

    /** Starts a reading. Throws {@link StoreException} if too many wait already. */
    synchronized void start(ReadingJob job) {
        int wanting = jobs.size() - resting.size();
        if (wanting >= places) {
            throw new StoreException(
                    StoreException.Reason.QUEUE_FULL, "too many memories wait to be read (" + wanting + ")");
        }
        startAnyway(job);
    }

    /** Starts a reading that had its place before the store was closed. */
    synchronized void startAnyway(ReadingJob job) {
        jobs.add(job);
        join(job);
        if (thread == null) {
            Thread started = new Thread(this::readAll, "hmt4j-reading");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    /** Places a reading behind those that wait for a row. */
    synchronized void join(ReadingJob job) {
        queue.add(job);
        notifyAll();
    }

    /** Whether somebody waits for a row. */
    boolean isWaitedFor() {
        return queue.waiting() > 0;
    }

    /** Lets a reading without a row wait until there is something to read for it again. */
    void rest(ReadingJob job, WaitingText text, long position) {
        synchronized (this) {
            resting.add(job);
        }
        text.whenMore(position, () -> resume(job));
    }

    private synchronized void resume(ReadingJob job) {
        if (resting.remove(job)) {
            join(job);
        }
    }

    /** The reading is over. */
    synchronized void leave(ReadingJob job) {
        resting.remove(job);
        jobs.remove(job);
        notifyAll();
    }

    /** Looks again whether a reading is to stop. */
    synchronized void wake() {
        notifyAll();
    }

    /** Waits until no reading is left; they have to be stopped before. */
    @Override
    public void close() {
        synchronized (this) {
            while (thread != null) {
                awaitChange();
            }
        }
        turn.close();
    }

    // On the thread that reads

    private void readAll() {
        while (awaitWork()) {
            try {
                releaseStopped();
                if (isSomethingToRead() && turn.pass(this::isAnyStopped)) {
                    Pauses.during(this::pause, () -> queue.step(listener));
                }
            } catch (RuntimeException | Error e) {
                LOG.failure("Reading failed", e);
                jobs.forEach(job -> job.crashed(e));
            }
        }
    }

    /** False when the last reading has ended, and this thread has to. */
    private synchronized boolean awaitWork() {
        while (!isSomethingToRead() && !isAnyStopped()) {
            turn.end();
            if (jobs.isEmpty()) {
                thread = null;
                notifyAll();
                return false;
            }
            awaitChange();
        }
        return true;
    }

    /** Whoever is to stop does not wait for the others: it ends the segments that are being computed, and leaves. */
    private void pause() {
        if (!isAnyStopped()) {
            turn.pass(this::isAnyStopped);
        }
    }

    private synchronized boolean isSomethingToRead() {
        return jobs.size() > resting.size();
    }

    private boolean isAnyStopped() {
        return jobs.stream().anyMatch(ReadingJob::stopped);
    }

    private void releaseStopped() {
        List<ReadingJob> stopped;
        synchronized (this) {
            stopped = resting.stream().filter(ReadingJob::stopped).toList();
            stopped.forEach(resting::remove);
        }
        stopped.forEach(job -> job.left(false));
        queue.releaseStopped();
    }

    /** Under the monitor, which it gives up meanwhile. Nobody interrupts the thread that reads; who closes waits on. */
    @SuppressWarnings("WaitNotInLoop") // its callers are the loops
    private void awaitChange() {
        try {
            wait();
        } catch (InterruptedException e) {
            LOG.warn("Waiting for readings was interrupted: {}", e.getClass().getName());
        }
    }
}
