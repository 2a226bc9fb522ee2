package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.work.Turnstile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A folder of document memories. Safe for all threads.
 *
 * <p>Every method that takes an id throws a {@link StoreException} for one that is unknown.
 */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class MemoryStore implements AutoCloseable {

    private MemoryStore() {}

    /** Opens a store, and goes on with the readings that were stopped. */
    public static MemoryStore open(Path folder, HmtModel model, StoreLimits limits, Turnstile turns) {
        throw new UnsupportedOperationException();
    }

    /** All memories, newest first. */
    public List<StoredMemory> list() {
        throw new UnsupportedOperationException();
    }

    /** A memory. */
    public StoredMemory get(String id) {
        throw new UnsupportedOperationException();
    }

    /** Makes an empty memory. */
    public StoredMemory create(String name) {
        throw new UnsupportedOperationException();
    }

    /** Takes a text into the store; returns when it is on disk. It is read in the background, as it arrives. */
    public void addText(String id, String sourceName, InputStream utf8) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Reads no further: what was read stays, texts that wait are removed. */
    public void cancelReading(String id) {
        throw new UnsupportedOperationException();
    }

    /** Gives a memory another name. */
    public StoredMemory rename(String id, String name) {
        throw new UnsupportedOperationException();
    }

    /** Copies a memory. */
    public StoredMemory copy(String id, String name) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a memory; its reading stops. */
    public void delete(String id) {
        throw new UnsupportedOperationException();
    }

    /** Writes a memory as one file. */
    public void exportTo(String id, OutputStream output) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Takes in what {@link #exportTo} wrote; {@code name} null: the name it had. */
    public StoredMemory importFrom(InputStream exported, @Nullable String name) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Lends a memory. */
    public MemoryLease borrow(String id) {
        throw new UnsupportedOperationException();
    }

    /** Puts a changed memory in the place of the one that was borrowed; returns its version. */
    public long update(String id, DocumentMemory changed, long versionItWasBorrowedAt) {
        throw new UnsupportedOperationException();
    }

    /** The text of a segment, from 0. */
    public String segmentText(String id, long segment) {
        throw new UnsupportedOperationException();
    }

    /** Tells of the reading of a memory: at once what is, then what happens, until the result is closed. */
    public AutoCloseable watch(String id, Consumer<ReadingProgress> listener) {
        throw new UnsupportedOperationException();
    }

    /** How far the reading of a memory is. */
    public ReadingProgress progress(String id) {
        throw new UnsupportedOperationException();
    }

    /** The store in numbers. */
    public StoreFigures figures() {
        throw new UnsupportedOperationException();
    }

    /** Stops reading and saves what was read. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
