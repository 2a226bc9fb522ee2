package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ModelIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One memory of the store: its folder, and what is known of it. What changes it holds its lock; what only looks does not, and
 * so never waits for a save.
 */
final class Shelf {

    private final String id;
    private final MemoryFolder folder;
    private final StoreParts parts;
    private final TextShelf texts;
    private final Watchers watchers = new Watchers(this::progress);

    private volatile About about;
    private volatile Contents contents;
    private volatile long fileBytes;
    private volatile long version;
    private volatile @Nullable ReadingJob job;
    private @Nullable WaitingText current;

    /** Why the texts cannot be read for now; they stay. Not on disk: the next start tries again. */
    private volatile @Nullable String stuck;

    private volatile boolean cancelling;
    private volatile boolean deleted;

    private Shelf(String id, MemoryFolder folder, StoreParts parts, About about, Contents contents) {
        this.id = id;
        this.folder = folder;
        this.parts = parts;
        this.about = about;
        this.contents = contents;
        this.texts = new TextShelf(folder, parts.disk());
        this.version = parts.versions().incrementAndGet();
    }

    /**
     * The memory in a folder.
     *
     * @param listed what the catalogue says of it, where that is not out of date; null to look into the folder
     */
    static Shelf load(String id, MemoryFolder folder, StoreParts parts, @Nullable StoredMemory listed) {
        Shelf shelf = listed == null
                ? read(id, folder, parts)
                : new Shelf(id, folder, parts, About.of(listed), Contents.of(listed));
        shelf.fileBytes = folder.bytes();
        parts.disk().count(shelf.fileBytes);
        if (shelf.contents.damage() == null) {
            shelf.findTexts();
        }
        return shelf;
    }

    private static Shelf read(String id, MemoryFolder folder, StoreParts parts) {
        try {
            folder.removeLeftovers();
            return new Shelf(id, folder, parts, folder.about(), Contents.of(folder.path()));
        } catch (InputException | IOException e) {
            return new Shelf(
                    id, folder, parts, About.now("damaged"), Contents.damaged(Faults.inWords(e, folder.path())));
        }
    }

    private void findTexts() {
        try {
            texts.find();
        } catch (InputException | IOException e) {
            stuck = "its texts cannot be read: " + Faults.inWords(e, folder.path());
        }
        String mine = parts.model().identity().fingerprint();
        if (!texts.isEmpty() && !contents.fingerprint().equals(mine)) {
            stuck = "it was begun by another checkpoint (fingerprint " + ModelIdentity.shortened(contents.fingerprint())
                    + "); its reading goes on where that one is served";
        }
    }

    // What others see

    String id() {
        return id;
    }

    Path path() {
        return folder.path();
    }

    StoredMemory info() {
        Contents now = contents;
        MemoryState state = state();
        return new StoredMemory(
                id,
                about.name(),
                now.fingerprint(),
                state,
                state == MemoryState.FAILED ? failure() : null,
                now.tokens(),
                now.segments(),
                now.memories(),
                fileBytes + texts.bytes(),
                about.createdAt(),
                now.sources());
    }

    MemoryState state() {
        if (contents.damage() != null || stuck != null) {
            return MemoryState.FAILED;
        }
        if (!texts.isEmpty()) {
            return MemoryState.READING;
        }
        return about.failure() == null ? MemoryState.READY : MemoryState.FAILED;
    }

    private @Nullable String failure() {
        if (contents.damage() != null) {
            return contents.damage();
        }
        return stuck != null ? stuck : about.failure();
    }

    boolean isQueued() {
        ReadingJob running = job;
        return state() == MemoryState.READING && (running == null || running.figures() == null);
    }

    boolean isStuck() {
        return stuck != null;
    }

    ReadingProgress progress() {
        ReadingJob running = job;
        return ProgressFigures.of(
                info(),
                deleted ? "it was deleted" : null,
                running == null ? null : running.figures(),
                contents,
                texts,
                parts.model());
    }

    AutoCloseable watch(Consumer<ReadingProgress> listener) {
        requireThere();
        return watchers.add(listener);
    }

    /** Tells the catalogue and those who watch. */
    void changed() {
        synchronized (this) {
            if (!deleted) {
                catalogue();
            }
        }
        watchers.tell();
    }

    /** Only those who watch: nothing on disk is another. */
    void progressed() {
        watchers.tell();
    }

    private void catalogue() {
        try {
            if (contents.damage() == null && stuck == null) {
                parts.catalogue().put(info(), folder.stamp());
            } else {
                parts.catalogue().remove(id);
            }
        } catch (IOException e) {
            parts.catalogue().remove(id);
        }
    }

    // Reading

    /** Begins a text behind those that wait. */
    WaitingText beginText(String name) {
        WaitingText text;
        synchronized (this) {
            requireWhole();
            requireMine();
            requireNot(cancelling, "its reading is being cancelled");
            requireNot(parts.closing().get(), "the store is closing");
            if (job == null) {
                ReadingJob started = new ReadingJob(this, parts);
                parts.queue().start(started);
                job = started;
            }
            text = texts.begin(name);
            stuck = null;
            setFailure(null);
        }
        changed();
        return text;
    }

    /** An upload has ended, well or not: a text that broke off before its reading began is no longer of use. */
    void uploadEnded(WaitingText text) {
        synchronized (this) {
            String failure = text.failure();
            if (failure != null
                    && text != current
                    && !deleted
                    && !cancelling
                    && texts.all().contains(text)) {
                setFailure(failure);
                texts.remove(text);
            }
        }
        changed();
    }

    /** Goes on with texts that waited when the store was closed or the disk was full. */
    synchronized void resume() {
        boolean mine = contents.fingerprint().equals(parts.model().identity().fingerprint());
        if (job == null
                && !texts.isEmpty()
                && mine
                && !isReadingStopped()
                && !parts.closing().get()) {
            stuck = null;
            ReadingJob started = new ReadingJob(this, parts);
            job = started;
            parts.queue().startAnyway(started);
        }
    }

    /** When the first of its texts came, in milliseconds since 1970; for the order of readings after a restart. */
    long waitingSince() {
        return texts.isEmpty() ? Long.MAX_VALUE : texts.all().get(0).note().added();
    }

    /** The text a job reads next; null when its work is over. */
    synchronized @Nullable WaitingText nextText(ReadingJob asking) {
        current = null;
        if (job != asking || texts.isEmpty() || isReadingStopped() || stuck != null) {
            return null;
        }
        current = texts.all().get(0);
        return current;
    }

    /** Whether its job has to stop: the memory is deleted, or its reading cancelled. */
    boolean isReadingStopped() {
        return deleted || cancelling;
    }

    /** Saves a memory that is being read, with the segments closed since it was saved last. */
    void save(DocumentMemory memory, List<int[]> closed) {
        synchronized (this) {
            if (!deleted) {
                store(memory, closed);
            }
        }
        changed();
    }

    /** A text is read to its end, or will not be. */
    void finishText(WaitingText text, @Nullable String failure) {
        synchronized (this) {
            if (failure != null && !isReadingStopped()) {
                setFailure(failure);
            }
            if (!deleted) {
                texts.remove(text);
            }
        }
        changed();
    }

    /** Reading cannot go on for now. */
    void stick(String reason) {
        stuck = reason;
        changed();
    }

    /** A job is over. */
    void ended(ReadingJob over) {
        synchronized (this) {
            if (job == over) {
                job = null;
                current = null;
            }
            clearAfterCancelling();
            if (stuck == null) {
                resume(); // with a text that came while the job ended
            }
            notifyAll();
        }
        changed();
    }

    /** Stops reading and returns when it has stopped: what was read stays, what waits goes. */
    void cancelReading() {
        synchronized (this) {
            requireThere();
            if (texts.isEmpty()) {
                return;
            }
            cancelling = true;
            texts.breakOff("its reading was cancelled");
            wake();
            clearAfterCancelling();
            awaitCancelled();
        }
        changed();
    }

    private void clearAfterCancelling() {
        if (cancelling && job == null) {
            texts.removeAll();
            stuck = null;
            cancelling = false;
        }
    }

    private synchronized void awaitCancelled() {
        boolean interrupted = false;
        while (cancelling) {
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

    /** Wakes whatever waits for its texts. */
    void wake() {
        texts.wake();
        parts.queue().wake();
    }

    /** Ends its uploads, and wakes its reading to see that the store closes. */
    void stopForClose() {
        texts.breakOff("the store was closed before the upload ended");
        wake();
    }

    // Changes

    void rename(String name) {
        synchronized (this) {
            requireWhole();
            write(about.withName(name));
        }
        changed();
    }

    void delete() {
        synchronized (this) {
            requireThere();
            texts.breakOff("the memory was deleted");
            try {
                StoreFolder.remove(folder.path());
            } catch (IOException e) {
                throw Faults.notWritten(e, folder.path());
            }
            deleted = true;
            parts.disk().count(-fileBytes - texts.bytes());
            parts.loaded().drop(id);
            parts.catalogue().remove(id);
            wake();
        }
        watchers.tell();
    }

    /** Opens the memory from its folder; the caller closes it. */
    synchronized DocumentMemory open() {
        requireWhole();
        try {
            return parts.model().openMemory(folder.path());
        } catch (InputException e) {
            throw new StoreException(StoreException.Reason.FOREIGN, Faults.inWords(e, folder.path()), e);
        }
    }

    synchronized MemoryLease borrow() {
        requireWhole();
        MemoryLease lease = parts.loaded().lend(id);
        return lease != null ? lease : parts.loaded().lend(id, open(), version);
    }

    /** Puts a changed memory in the place of one that was borrowed, with what closed meanwhile as far as it is known. */
    long update(DocumentMemory changed, long borrowed, List<int[]> closed) {
        synchronized (this) {
            requireWhole();
            requireNot(!texts.isEmpty(), "it is being read");
            requireNot(version != borrowed, "it changed meanwhile; ask again");
            long missing = changed.segments() - contents.segments() - closed.size();
            if (missing < 0) {
                throw new IllegalArgumentException(closed.size() + " segments, but the memory has "
                        + (changed.segments() - contents.segments()) + " more than it had");
            }
            List<int[]> all = new ArrayList<>();
            for (long i = 0; i < missing; i++) {
                all.add(new int[0]);
            }
            all.addAll(closed);
            job = null; // one that is about to end has an older memory
            write(changed, all);
        }
        changed();
        return version;
    }

    private void write(DocumentMemory changed, List<int[]> closed) {
        try {
            store(changed, closed);
        } catch (InputException e) {
            boolean foreign = !changed.fingerprint().equals(contents.fingerprint());
            throw foreign
                    ? new StoreException(StoreException.Reason.FOREIGN, Faults.inWords(e, folder.path()), e)
                    : Faults.notWritten(e, folder.path());
        }
    }

    private void store(DocumentMemory memory, List<int[]> closed) {
        long logged = closed.stream().mapToLong(segment -> segment.length).sum();
        parts.disk().require(memory.bankBytes() + folder.segments().bytes(closed.size(), logged));
        try {
            folder.segments().append(memory.segments() - closed.size(), closed);
            parts.model().saveMemory(memory, folder.path());
            long bytes = folder.bytes();
            parts.disk().count(bytes - fileBytes);
            fileBytes = bytes;
        } catch (IOException e) {
            throw Faults.notWritten(e, folder.path());
        }
        contents = Contents.of(memory);
        version = parts.versions().incrementAndGet();
        parts.loaded().replace(id, memory, version);
    }

    // Parts for others

    /** The tokens of the segment before, of a segment, and of the one after; none where there are none or not known. */
    List<int[]> segmentWithContext(long segment) {
        requireWhole();
        requireMine();
        long count = contents.segments();
        if (segment < 0 || segment >= count) {
            throw new StoreException(
                    StoreException.Reason.INVALID,
                    "segment " + segment + " is not in the memory; it has " + count + ", counted from 0");
        }
        try {
            SegmentLog log = folder.segments();
            int[] before = segment == 0 ? new int[0] : log.read(segment - 1);
            int[] after = segment == count - 1 ? new int[0] : log.read(segment + 1);
            return List.of(before, log.read(segment), after);
        } catch (IOException e) {
            return List.of(new int[0], new int[0], new int[0]);
        }
    }

    /** All that makes a copy, as it was last saved; the caller closes it. */
    synchronized ShelfSnapshot snapshot() throws IOException {
        requireWhole();
        return ShelfSnapshot.of(about, folder, contents.segments());
    }

    private void setFailure(@Nullable String failure) {
        if (failure != null || about.failure() != null) {
            About changed = about.withFailure(failure);
            about = changed;
            try {
                folder.write(changed);
            } catch (InputException e) {
                // A full disk: the figures in memory say it, and a restart reads on or finds the same fault.
            }
        }
    }

    private void write(About changed) {
        try {
            folder.write(changed);
            about = changed;
        } catch (InputException e) {
            throw Faults.notWritten(e, folder.path());
        }
    }

    private void requireThere() {
        if (deleted) {
            throw new StoreException(StoreException.Reason.UNKNOWN, "there is no memory " + id);
        }
    }

    private void requireWhole() {
        requireThere();
        String damage = contents.damage();
        if (damage != null) {
            throw new StoreException(StoreException.Reason.FOREIGN, damage);
        }
    }

    private void requireMine() {
        String mine = parts.model().identity().fingerprint();
        if (!contents.fingerprint().equals(mine)) {
            throw new StoreException(
                    StoreException.Reason.FOREIGN,
                    "the memory was made by another checkpoint (fingerprint "
                            + ModelIdentity.shortened(contents.fingerprint()) + ") than the one that is served ("
                            + ModelIdentity.shortened(mine) + ")");
        }
    }

    private void requireNot(boolean busy, String why) {
        if (busy) {
            throw new StoreException(StoreException.Reason.BUSY, "the memory is busy: " + why);
        }
    }
}
