package io.hmt4j.store;

import io.hmt4j.log.Log;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.TextReader;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts that wait for one memory, one after the other, and saves on the way. It stops within a segment when the
 * store closes, the reading is cancelled or the memory deleted. For the thread it runs on, but for what is said otherwise.
 */
final class ReadingJob implements Runnable, ReadListener {

    private static final Log LOG = Log.of(ReadingJob.class);

    private final Shelf shelf;
    private final StoreParts parts;
    private final List<int[]> closed = new ArrayList<>();
    private final Pace pace = new Pace();
    private @Nullable WaitingText text;
    private volatile @Nullable JobFigures figures;
    private long savedAt;

    ReadingJob(Shelf shelf, StoreParts parts) {
        this.shelf = shelf;
        this.parts = parts;
    }

    /** Whether it is to stop; for all threads. */
    boolean isStopped() {
        return parts.closing().get() || shelf.reading().isStopped();
    }

    /** How it goes on; null until it begins. For all threads. */
    @Nullable JobFigures figures() {
        return figures;
    }

    @Override
    public void run() {
        try {
            if (parts.queue().take(this)) {
                readAll();
            }
        } catch (RuntimeException | Error e) {
            LOG.failure("Reading memory " + shelf.id() + " failed", e);
            shelf.reading().stick("reading failed: " + Faults.inWords(e, shelf.path()), false);
        } finally {
            parts.queue().leave(this);
            shelf.reading().ended(this);
        }
    }

    private void readAll() {
        text = shelf.reading().next(this);
        while (text != null && !isStopped()) {
            DocumentMemory opened = shelf.open();
            try (opened) {
                closed.clear();
                readTexts(opened);
            } catch (IOException | RuntimeException e) {
                giveUp(text, e);
                text = shelf.reading().next(this);
            }
        }
    }

    private void readTexts(DocumentMemory memory) throws IOException {
        savedAt = System.nanoTime();
        while (text != null && !isStopped()) {
            read(memory, text);
            text = shelf.reading().next(this);
        }
    }

    private void read(DocumentMemory memory, WaitingText next) throws IOException {
        next.beginReading(memory.sources());
        note(memory);
        boolean complete = next.note().isFinishedIn(memory.sources());
        if (!complete) {
            complete = readToEnd(memory, next);
            save(memory);
        }
        if (complete || next.failure() != null) {
            shelf.reading().finish(next, complete ? null : next.failure());
        }
    }

    private boolean readToEnd(DocumentMemory memory, WaitingText next) throws IOException {
        ArrivingText bytes = new ArrivingText(next, this::awaitMore);
        String name = next.note().name();
        try (Reader characters = new UploadedText(new Utf8Reader(bytes, name, MalformedText.REFUSE))) {
            return new TextReader(parts.model(), parts.steps().sliceTokens(), this::saveIfDue)
                    .read(memory, name, characters, this)
                    .complete();
        } catch (ArrivingText.Stopped stopped) {
            return false;
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

    private void save(DocumentMemory memory) {
        shelf.reading().save(memory, closed);
        closed.clear();
        savedAt = System.nanoTime();
    }

    /** Lets others compute while the upload is slower than the reading. */
    private boolean awaitMore(WaitingText waiting, long position) {
        parts.queue().rest(this);
        boolean more = waiting.awaitMore(position, this::isStopped);
        pace.restart();
        return more && parts.queue().take(this);
    }

    @Override
    public void segmentRead(DocumentMemory memory) {
        int[] newest = memory.newestSegment();
        closed.add(newest);
        parts.tokensRead().addAndGet(newest.length);
        note(memory);
        shelf.progressed();
    }

    private void saveIfDue(DocumentMemory memory) {
        if (System.nanoTime() - savedAt >= parts.steps().saveEvery().toNanos()) {
            save(memory);
        }
    }

    @Override
    public boolean cancelled() {
        WaitingText reading = text;
        return isStopped()
                || (reading != null && reading.failure() != null)
                || !parts.queue().pass(this);
    }

    private void note(DocumentMemory memory) {
        JobFigures now = JobFigures.of(memory);
        pace.mark(System.nanoTime() * 1e-9, now.tokens(), now.characters());
        figures = now.at(pace);
    }
}
