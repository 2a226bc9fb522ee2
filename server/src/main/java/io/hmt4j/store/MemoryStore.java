package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.work.Turnstile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A folder of document memories, and the background work that reads texts into them. Safe for all threads.
 *
 * <p>A memory is a folder of its own, and the folders are the truth: what is said to be done is on disk, and a process that
 * is killed at any moment leaves every memory as it was saved last. Readings that were stopped go on when the store is
 * opened again. The SQLite catalogue beside the folders is an index only.
 *
 * <p>Every method that takes an id throws a {@link StoreException} where it is unknown, and where the disk fails.
 */
public final class MemoryStore implements AutoCloseable {

    private static final String CLOSED = "the store was closed before the upload ended";

    private final StoreFolder folder;
    private final StoreParts parts;
    private final NewMemories made;
    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();

    private MemoryStore(StoreFolder folder, StoreParts parts) {
        this.folder = folder;
        this.parts = parts;
        this.made = new NewMemories(folder, parts);
    }

    /**
     * Opens a store, makes it where it is missing, and goes on with the readings that were stopped.
     *
     * @param folder its folder, for this process alone
     * @param model the model that reads; it stays open as long as the store
     * @param turns where readings wait for their turns; they take one place of it, all together, until the store is closed
     * @throws InputException if another process has the folder, it cannot be written, or the model has no tokenizer
     */
    public static MemoryStore open(Path folder, HmtModel model, StoreLimits limits, Turnstile turns) {
        return open(folder, model, limits, turns, ReadingSteps.USUAL);
    }

    /** Opens a store whose readings go on in these steps. */
    static MemoryStore open(Path folder, HmtModel model, StoreLimits limits, Turnstile turns, ReadingSteps steps) {
        model.text();
        StoreFolder opened = StoreFolder.open(folder);
        StoreParts parts = null;
        try {
            parts = StoreParts.open(opened.root(), model, limits, turns, steps);
            MemoryStore store = new MemoryStore(opened, parts);
            parts.freed().listener(store::resumeWhatWaitsForRoom);
            store.load();
            return store;
        } catch (RuntimeException e) {
            if (parts != null) {
                parts.close();
            }
            opened.close();
            throw e;
        }
    }

    private void load() {
        Map<String, Catalogue.Row> rows = parts.catalogue().rows();
        for (String id : folder.ids()) {
            MemoryFolder memory = MemoryFolder.of(folder.memory(id), parts.model());
            Catalogue.Row row = rows.remove(id);
            boolean isUpToDate = row != null && row.isUpToDate(memory);
            Shelf shelf = Shelf.load(id, memory, parts, isUpToDate ? row.memory() : null);
            shelves.put(id, shelf);
            if (!isUpToDate) {
                shelf.changed();
            }
        }
        rows.keySet().forEach(parts.catalogue()::remove);
        shelves.values().stream()
                .map(Shelf::reading)
                .sorted(Comparator.comparingLong(ShelfReading::waitingSince))
                .forEach(ShelfReading::resume);
    }

    /** All memories, the newest first. */
    public List<StoredMemory> list() {
        return shelves.values().stream()
                .map(Shelf::info)
                .sorted(Comparator.comparing(StoredMemory::created).reversed().thenComparing(StoredMemory::id))
                .toList();
    }

    /** A memory. */
    public StoredMemory get(String id) {
        return shelf(id).info();
    }

    /** Makes an empty memory. Throws {@link StoreException} if the name is not allowed or there is no room. */
    public StoredMemory create(String name) {
        return listed(made.empty(name));
    }

    /**
     * Takes a text into the store, to be read into a memory behind all others; returns when it is whole and on disk. It is
     * read in the background while it arrives. A text that does not arrive whole is never listed as complete: the memory
     * keeps what was read of it until then, and its state is {@link MemoryState#FAILED}.
     *
     * @param sourceName what the text is called; one that has the name of a text left half read gets a number behind it
     * @param utf8 the text; not closed
     * @throws IOException if the stream fails
     * @throws StoreException if it is too large, not UTF-8, there is no room, too many wait, or the reading is cancelled
     */
    public void addText(String id, String sourceName, InputStream utf8) throws IOException {
        Shelf shelf = shelf(id);
        WaitingText text = shelf.reading().begin(Names.require(sourceName));
        try {
            new Upload(text, parts.limits().uploadBytes(), parts.disk(), shelf.path()).copy(utf8);
        } finally {
            shelf.reading().uploadEnded(text);
        }
    }

    /**
     * Reads no further, and returns when the reading has stopped, within a segment. What was read stays, with the last text
     * as not complete; texts that wait, and uploads under way, are dropped. Does nothing where none waits.
     */
    public void cancelReading(String id) {
        shelf(id).reading().cancel();
    }

    /** Gives a memory another name. */
    public StoredMemory rename(String id, String name) {
        Shelf shelf = shelf(id);
        shelf.rename(Names.require(name));
        return shelf.info();
    }

    /**
     * Copies a memory as it was last saved; of one that is being read, the copy is as far as that.
     *
     * @throws StoreException if it is damaged or another model's
     */
    public StoredMemory copy(String id, String name) {
        return listed(made.copy(shelf(id), name));
    }

    /** Deletes a memory; its reading stops within a segment. Who has borrowed it keeps it until it is given back. */
    public void delete(String id) {
        shelf(id).delete();
        shelves.remove(id);
    }

    private void resumeWhatWaitsForRoom() {
        shelves.values().stream()
                .filter(Shelf::waitsForRoom)
                .map(Shelf::reading)
                .forEach(ShelfReading::resume);
    }

    /**
     * Writes a memory, as it was last saved, as one file; also one that another model made.
     *
     * @param output not closed
     * @throws IOException if the stream fails
     */
    public void exportTo(String id, OutputStream output) throws IOException {
        try (ShelfSnapshot memory = shelf(id).snapshot()) {
            MemoryArchive.write(memory, output);
        }
    }

    /**
     * Takes in a memory that {@link #exportTo} wrote, here or elsewhere. Nothing in it is trusted.
     *
     * @param exported not closed
     * @param name what it is to be called; null for the name it had
     * @throws IOException if the stream fails
     * @throws StoreException if it is no memory, damaged, of another model or too large
     */
    public StoredMemory importFrom(InputStream exported, @Nullable String name) throws IOException {
        return listed(made.imported(exported, name));
    }

    /**
     * Lends a memory as it was last saved; also one that is being read. The caller closes the lease.
     *
     * @throws StoreException if it is damaged or another model's
     */
    public MemoryLease borrow(String id) {
        return shelf(id).borrow();
    }

    /**
     * Puts a changed memory in the place of the one that was borrowed.
     *
     * @param changed a copy of the borrowed one that has read on; stays the caller's
     * @param versionItWasBorrowedAt {@link MemoryLease#version}
     * @param closed the tokens of the segments that it closed, in their order; where only the last ones are given, the text
     *     of the others is not known
     * @return the new version
     * @throws StoreException if the memory is being read, or changed since it was borrowed
     */
    public long update(String id, DocumentMemory changed, long versionItWasBorrowedAt, List<int[]> closed) {
        return shelf(id).update(changed, versionItWasBorrowedAt, closed);
    }

    /** The text of a segment, counted from 0; empty where it is not known. */
    public String segmentText(String id, long segment) {
        List<int[]> tokens = shelf(id).segmentWithContext(segment);
        return new SegmentDecoder(parts.model().text().tokenizer()).decode(tokens.get(0), tokens.get(1), tokens.get(2));
    }

    /** The text of the open segment, which a question closes; empty where a memory has none. */
    public String openText(String id) {
        try (MemoryLease lease = borrow(id)) {
            int[] open = lease.memory().openSegment();
            int longest = parts.model().config().longestSegment();
            long last = lease.memory().segments() - 1;
            int[] before =
                    last < 0 ? new int[0] : shelf(id).segmentWithContext(last).get(1);
            return open.length > longest
                    ? "" // a reading that was stopped: it will be several
                    : new SegmentDecoder(parts.model().text().tokenizer()).decode(before, open, new int[0]);
        }
    }

    /**
     * Tells of the reading of a memory: at once what is, then after each segment and whatever else happens, until the result
     * is closed. A memory that is deleted is told as failed.
     *
     * @param listener called on the threads that read and upload, one call at a time: it must return at once. If it throws,
     *     it hears no more
     */
    public AutoCloseable watch(String id, Consumer<ReadingProgress> listener) {
        return shelf(id).watch(listener);
    }

    /** How far the reading of a memory is. */
    public ReadingProgress progress(String id) {
        return shelf(id).progress();
    }

    /** The store in numbers. */
    public StoreFigures figures() {
        return new StoreFigures(
                count(MemoryState.READING),
                count(MemoryState.READY),
                count(MemoryState.FAILED),
                (int) shelves.values().stream()
                        .map(Shelf::reading)
                        .filter(ShelfReading::isQueued)
                        .count(),
                parts.loaded().bytes(),
                parts.disk().used(),
                parts.tokensRead().get());
    }

    /** Stops reading within a segment, saves what was read, and gives the folder free. Uploads under way are broken off. */
    @Override
    public void close() {
        if (!parts.closing().getAndSet(true)) {
            shelves.values().forEach(shelf -> shelf.reading().close(CLOSED));
            parts.close();
            folder.close();
        }
    }

    private StoredMemory listed(Shelf shelf) {
        shelves.put(shelf.id(), shelf);
        shelf.changed();
        return shelf.info();
    }

    private int count(MemoryState state) {
        return (int) shelves.values().stream()
                .filter(shelf -> shelf.state() == state)
                .count();
    }

    private Shelf shelf(String id) {
        Shelf shelf = shelves.get(id);
        if (shelf == null || shelf.isDeleted()) {
            String which = MemoryIds.isId(id) ? "memory " + id : "such memory";
            throw new StoreException(StoreException.Reason.UNKNOWN, "there is no " + which);
        }
        return shelf;
    }
}
