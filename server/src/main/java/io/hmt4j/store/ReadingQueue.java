package io.hmt4j.store;

import io.hmt4j.work.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a store: one computes, a segment at a time, and the others wait; after each segment it is the next one's
 * turn, so a long document holds up no short one. A reading that has to wait for its upload rests: it takes no place among
 * those that may wait, so slow uploads hold up nobody else. Safe for all threads.
 */
final class ReadingQueue implements AutoCloseable {

    private final List<ReadingJob> jobs = new ArrayList<>();
    private final List<ReadingJob> waiting = new ArrayList<>();
    private final Set<ReadingJob> resting = new HashSet<>();
    private final Turn turn;
    private final int places;
    private @Nullable ReadingJob computing;

    /**
     * A queue without readings.
     *
     * @param turn the readings' place at the model, owned from here on
     * @param places readings that may wait beside the one that computes
     */
    ReadingQueue(Turn turn, int places) {
        this.turn = turn;
        this.places = places;
    }

    /** Starts a reading on a thread of its own. Throws {@link StoreException} if too many wait already. */
    synchronized void start(ReadingJob job) {
        int wanting = jobs.size() - resting.size();
        if (wanting > places) {
            throw new StoreException(
                    StoreException.Reason.QUEUE_FULL, "too many memories wait to be read (" + wanting + ")");
        }
        startAnyway(job);
    }

    /** Starts a reading that had its place before the store was closed. */
    synchronized void startAnyway(ReadingJob job) {
        jobs.add(job);
        Thread thread = new Thread(job, "hmt4j-reading");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the right to compute; false if the reading is to stop. */
    boolean take(ReadingJob job) {
        if (!await(job)) {
            return false;
        }
        if (turn.begin(job::isStopped)) {
            return true;
        }
        give(job);
        return false;
    }

    /** Between two segments: lets questions and other readings go first; false if the reading is to stop. */
    boolean pass(ReadingJob job) {
        if (!isWaitedFor()) {
            return turn.pass(job::isStopped);
        }
        give(job);
        return take(job);
    }

    /** Gives the right to compute back until there is something to compute. */
    synchronized void rest(ReadingJob job) {
        give(job);
        resting.add(job);
    }

    private synchronized boolean isWaitedFor() {
        return !waiting.isEmpty();
    }

    /** Gives the right to compute back, for now. */
    synchronized void give(ReadingJob job) {
        if (computing == job) {
            turn.end();
            computing = null;
            notifyAll();
        }
    }

    /** The reading is over. */
    synchronized void leave(ReadingJob job) {
        give(job);
        resting.remove(job);
        jobs.remove(job);
        notifyAll();
    }

    /** Lets readings that wait ask again whether they are to stop. */
    synchronized void wake() {
        notifyAll();
    }

    /** Waits until no reading is left; they have to be stopped before. */
    synchronized void awaitEnd() {
        boolean interrupted = false;
        while (!jobs.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        awaitEnd();
        turn.close();
    }

    private synchronized boolean await(ReadingJob job) {
        resting.remove(job);
        waiting.add(job);
        try {
            while (computing != null || waiting.get(0) != job) {
                if (job.isStopped()) {
                    return false;
                }
                wait();
            }
            computing = job;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.remove(job);
            notifyAll();
        }
    }
}
