package io.hmt4j.store;

import io.hmt4j.log.Log;
import io.hmt4j.memory.DocumentFeed;
import io.hmt4j.memory.DocumentMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts that wait for one memory, one after the other, as a row beside other memories, and saves on the way. It
 * stops within a segment when the store closes, the reading is cancelled or the memory deleted. For the thread that reads,
 * but for what is said otherwise.
 */
final class ReadingJob implements DocumentFeed {

    private static final Log LOG = Log.of(ReadingJob.class);

    private final Shelf shelf;
    private final StoreParts parts;
    private final List<int[]> closed = new ArrayList<>();
    private final Pace pace = new Pace();
    private @Nullable DocumentMemory memory;
    private @Nullable OpenText text;
    private Then then = Then.ENDS;
    private volatile @Nullable JobFigures figures;
    private volatile boolean over;
    private long savedAt;
    private long segmentsBeforeRow;
    private long segmentsBeforeEnd;

    /** What it does when it has left its row. */
    private enum Then {
        ENDS,
        WAITS_FOR_A_ROW,
        WAITS_FOR_ITS_UPLOAD
    }

    ReadingJob(Shelf shelf, StoreParts parts) {
        this.shelf = shelf;
        this.parts = parts;
    }

    /** Whether it is to stop; for all threads, answered at once. */
    @Override
    public boolean stopped() {
        return over || parts.closing().get() || shelf.reading().isStopped();
    }

    /** How it goes on; null until it begins. For all threads. */
    @Nullable JobFigures figures() {
        return figures;
    }

    @Override
    public DocumentMemory open() {
        DocumentMemory opened = memory;
        if (opened == null) {
            opened = shelf.open();
            memory = opened;
            closed.clear();
            savedAt = System.nanoTime();
        }
        segmentsBeforeRow = opened.segments();
        return opened;
    }

    @Override
    public Optional<int[]> next() throws IOException {
        DocumentMemory reading = opened();
        if (parts.readings().isWaitedFor() && reading.segments() > segmentsBeforeRow) {
            then = Then.WAITS_FOR_A_ROW;
            return Optional.empty();
        }
        try {
            return nextTokens(reading);
        } catch (ArrivingText.NotYet notYet) {
            then = Then.WAITS_FOR_ITS_UPLOAD;
            return Optional.empty();
        }
    }

    private Optional<int[]> nextTokens(DocumentMemory reading) throws IOException {
        for (OpenText now = openText(reading); now != null; now = openText(reading)) {
            saveIfDue(reading);
            Optional<int[]> tokens = now.next();
            if (tokens.isPresent()) {
                return tokens;
            }
            if (!isReadToTheEnd(reading)) {
                return Optional.of(new int[0]);
            }
            end(now, reading);
        }
        then = Then.ENDS;
        return Optional.empty();
    }

    /** The text that is being read, or the next; null where there is none. */
    private @Nullable OpenText openText(DocumentMemory reading) {
        OpenText now = text;
        while (now == null) {
            WaitingText next = shelf.reading().next(this);
            if (next == null) {
                return null;
            }
            next.beginReading(reading.sources());
            note(reading);
            shelf.progressed();
            if (next.note().isFinishedIn(reading.sources())) {
                shelf.reading().finish(next, null);
            } else {
                now = new OpenText(parts.model(), reading, next);
                segmentsBeforeEnd = -1;
            }
        }
        text = now;
        return now;
    }

    /** Whether no whole segment waits; at a dynamic speed one may wait for tokens that do not come. */
    private boolean isReadToTheEnd(DocumentMemory reading) {
        boolean inVain = reading.segments() == segmentsBeforeEnd;
        segmentsBeforeEnd = reading.segments();
        return inVain || reading.pendingTokens() < parts.model().config().segmentTokens();
    }

    private void end(OpenText read, DocumentMemory reading) {
        boolean whole = read.complete();
        closeText();
        save(reading);
        shelf.reading().finish(read.waiting(), whole ? null : read.waiting().failure());
    }

    @Override
    public void segmentRead() {
        DocumentMemory reading = opened();
        int[] newest = reading.newestSegment();
        closed.add(newest);
        parts.tokensRead().addAndGet(newest.length);
        note(reading);
        shelf.progressed();
    }

    @Override
    public void left(boolean complete) {
        if (over) {
            return;
        }
        try {
            if (complete) {
                goOn();
            } else {
                stop();
            }
        } catch (RuntimeException e) {
            crashed(e);
        }
    }

    private void goOn() {
        OpenText now = text;
        if (then == Then.WAITS_FOR_A_ROW) {
            parts.readings().join(this);
        } else if (then == Then.WAITS_FOR_ITS_UPLOAD && now != null) {
            pace.restart();
            parts.readings().rest(this, now.waiting(), now.position());
        } else {
            endAll();
        }
    }

    private void stop() {
        OpenText now = text;
        try {
            saveWhatWasRead();
            if (now != null && now.waiting().failure() != null) {
                shelf.reading().finish(now.waiting(), now.waiting().failure());
            }
        } catch (RuntimeException e) {
            giveUp(now == null ? null : now.waiting(), e);
        }
        endAll();
    }

    private void saveWhatWasRead() {
        DocumentMemory reading = memory;
        if (reading != null && (text != null || !closed.isEmpty())) {
            save(reading);
        }
    }

    @Override
    public void failed(Exception fault) {
        if (over) {
            return;
        }
        if (memory == null && !stopped()) {
            crashed(fault); // not a text's: the memory could not be opened
            return;
        }
        try {
            giveUp(text == null ? null : text.waiting(), fault);
            closeAll();
            if (shelf.reading().next(this) == null) {
                endAll();
            } else {
                parts.readings().join(this);
            }
        } catch (RuntimeException e) {
            crashed(e);
        }
    }

    /** A text that is at fault itself goes. Else it waits for what is amiss to be mended: no upload is lost to a fault. */
    private void giveUp(@Nullable WaitingText unread, Exception fault) {
        if (shelf.reading().isStopped()) {
            return; // its files are gone, or go now
        }
        String reason = Faults.inWords(fault, shelf.path());
        if (unread != null && fault instanceof UploadedText.Unfit) {
            shelf.reading().finish(unread, reason);
            return;
        }
        if (!Faults.isFull(fault)) {
            LOG.failure("A text of memory " + shelf.id() + " could not be read", fault);
        }
        shelf.reading().stick(reason, Faults.isFull(fault));
    }

    /** What must not happen has: it ends here, its texts stay. */
    void crashed(Throwable fault) {
        LOG.failure("Reading memory " + shelf.id() + " failed", fault);
        try {
            shelf.reading().stick("reading failed: " + Faults.inWords(fault, shelf.path()), false);
        } finally {
            endAll();
        }
    }

    private void endAll() {
        if (!over) {
            over = true;
            closeAll();
            parts.readings().leave(this);
            shelf.reading().ended(this);
        }
    }

    private void closeAll() {
        closeText();
        DocumentMemory reading = memory;
        if (reading != null) {
            reading.close();
            memory = null;
        }
    }

    private void closeText() {
        OpenText now = text;
        if (now != null) {
            now.close();
            text = null;
        }
    }

    private void save(DocumentMemory reading) {
        shelf.reading().save(reading, closed);
        closed.clear();
        savedAt = System.nanoTime();
    }

    /** Between two rounds the memory has less than a segment pending, so whoever borrows it need not read on first. */
    private void saveIfDue(DocumentMemory reading) {
        boolean isDue = System.nanoTime() - savedAt >= parts.steps().saveEvery().toNanos();
        boolean isBetween = reading.pendingTokens() < parts.model().config().longestSegment();
        if (isDue && isBetween && !closed.isEmpty()) {
            save(reading);
        }
    }

    private void note(DocumentMemory reading) {
        JobFigures now = JobFigures.of(reading);
        pace.mark(System.nanoTime() * 1e-9, now.tokens(), now.characters());
        figures = now.at(pace);
    }

    private DocumentMemory opened() {
        DocumentMemory opened = memory;
        if (opened == null) {
            throw new IllegalStateException("memory " + shelf.id() + " is not open");
        }
        return opened;
    }
}
