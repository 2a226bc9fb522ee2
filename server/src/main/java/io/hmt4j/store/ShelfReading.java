package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reading of one memory: which texts wait, the job that reads them, and how it stops. Safe for all threads. */
final class ShelfReading {

    private final Shelf shelf;
    private final ShelfFacts facts;
    private final TextShelf texts;
    private final StoreParts parts;

    // Changed under the monitor of the facts
    private volatile @Nullable ReadingJob job;
    private @Nullable WaitingText current;
    private volatile boolean cancelling;

    ShelfReading(Shelf shelf, ShelfFacts facts) {
        this.shelf = shelf;
        this.facts = facts;
        this.texts = facts.texts();
        this.parts = facts.parts();
    }

    /** Figures of the reading; null where none has begun. */
    @Nullable JobFigures figures() {
        ReadingJob running = job;
        return running == null ? null : running.figures();
    }

    boolean isQueued() {
        return facts.state() == MemoryState.READING && figures() == null;
    }

    /** When the first of its texts came, in milliseconds since 1970; for the order of readings after a restart. */
    long waitingSince() {
        return texts.isEmpty() ? Long.MAX_VALUE : texts.all().get(0).note().added();
    }

    /** Whether its job has to stop: the memory is deleted, or its reading cancelled. */
    boolean isStopped() {
        return facts.isDeleted() || cancelling;
    }

    // For those who upload

    /** Begins a text behind those that wait. */
    WaitingText begin(String name) {
        WaitingText text;
        synchronized (facts) {
            facts.requireWhole();
            facts.requireMine();
            facts.requireNot(cancelling, "its reading is being cancelled");
            facts.requireNot(parts.closing().get(), "the store is closing");
            if (job == null) {
                ReadingJob started = new ReadingJob(shelf, parts);
                parts.readings().start(started);
                job = started;
            }
            text = texts.begin(name);
            facts.setStuck(null, false);
            facts.setFailure(null);
        }
        shelf.changed();
        return text;
    }

    /** An upload has ended, well or not: a text that broke off before its reading began is no longer of use. */
    void uploadEnded(WaitingText text) {
        synchronized (facts) {
            String failure = text.failure();
            boolean isWaiting = text != current && texts.all().contains(text);
            if (failure != null && isWaiting && !isStopped()) {
                facts.setFailure(failure);
                texts.remove(text);
            }
        }
        shelf.changed();
    }

    // For the job

    /** The text a job reads next; null when its work is over. */
    @Nullable WaitingText next(ReadingJob asking) {
        synchronized (facts) {
            boolean isOver = job != asking || texts.isEmpty() || isStopped() || facts.isStuck();
            current = isOver ? null : texts.all().get(0);
            return current;
        }
    }

    /** Saves a memory that is being read, with the segments closed since it was saved last. */
    void save(DocumentMemory memory, List<int[]> closed) {
        synchronized (facts) {
            if (!facts.isDeleted()) {
                facts.save(memory, closed);
            }
        }
        shelf.changed();
    }

    /** A text is read to its end, or will not be. */
    void finish(WaitingText text, @Nullable String failure) {
        synchronized (facts) {
            if (failure != null && !isStopped()) {
                facts.setFailure(failure);
            }
            if (!facts.isDeleted()) {
                texts.remove(text);
            }
        }
        shelf.changed();
    }

    /** Reading cannot go on for now: until there is room, or until the next text or start of the store. */
    void stick(String reason, boolean forRoom) {
        synchronized (facts) {
            facts.setStuck(reason, forRoom);
        }
        shelf.changed();
    }

    /** A job is over. */
    void ended(ReadingJob over) {
        synchronized (facts) {
            if (job == over) {
                job = null;
                current = null;
            }
            clearAfterCancelling();
            if (!facts.isStuck()) {
                resume(); // with a text that came while the job ended
            }
            facts.notifyAll();
        }
        shelf.changed();
    }

    // For the store

    /** Goes on with texts that waited when the store was closed or the disk was full. */
    void resume() {
        synchronized (facts) {
            boolean mayRead = facts.isMine() && !isStopped() && !parts.closing().get();
            if (job == null && !texts.isEmpty() && mayRead) {
                facts.setStuck(null, false);
                ReadingJob started = new ReadingJob(shelf, parts);
                job = started;
                parts.readings().startAnyway(started);
            }
        }
    }

    /** Stops reading and returns when it has stopped: what was read stays, what waits goes. */
    void cancel() {
        synchronized (facts) {
            facts.requireThere();
            if (texts.isEmpty()) {
                return;
            }
            cancelling = true;
            stop("its reading was cancelled");
            clearAfterCancelling();
            awaitCancelled();
        }
        shelf.changed();
    }

    /** Ends its uploads, and wakes the thread that reads to see that it is to stop. */
    void stop(String reason) {
        texts.breakOff(reason);
        parts.readings().wake();
    }

    /** The store closes: reading stops; a change that is being written is awaited, and is the last. */
    void close(String reason) {
        synchronized (facts) {
            stop(reason);
        }
    }

    /** The memory was changed: a job that is about to end has an older one, and reads no more. Under the monitor. */
    void forgetJob() {
        job = null;
    }

    private void clearAfterCancelling() {
        if (cancelling && job == null) {
            if (!facts.isDeleted()) {
                texts.removeAll(); // those of a deleted memory went with it
            }
            facts.setStuck(null, false);
            cancelling = false;
        }
    }

    private void awaitCancelled() {
        boolean interrupted = false;
        while (cancelling) {
            try {
                facts.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
