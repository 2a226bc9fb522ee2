package io.hmt4j.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A memory's files as they are at one moment, open to be copied while it changes or is deleted. */
final class ShelfSnapshot implements AutoCloseable {

    private final About about;
    private final FileChannel memory;
    private final SegmentPrefix segments;

    private ShelfSnapshot(About about, FileChannel memory, SegmentPrefix segments) {
        this.about = about;
        this.memory = memory;
        this.segments = segments;
    }

    /** Under the lock of the memory; {@code own} says whether it is the memory of the model that is served. */
    static ShelfSnapshot of(About about, MemoryFolder folder, long segments, boolean own) throws IOException {
        FileChannel memory = FileChannel.open(folder.path().resolve(MemoryFolder.MEMORY), StandardOpenOption.READ);
        try {
            return new ShelfSnapshot(about, memory, folder.segments().open(segments, own));
        } catch (IOException | RuntimeException e) {
            memory.close();
            throw e;
        }
    }

    About about() {
        return about;
    }

    FileChannel memory() {
        return memory;
    }

    SegmentPrefix segments() {
        return segments;
    }

    long bytes() throws IOException {
        return memory.size() + segments.bytes();
    }

    /** Writes the memory and its log into a folder. */
    void copyTo(Path folder) throws IOException {
        try (FileChannel target = FileChannel.open(
                folder.resolve(MemoryFolder.MEMORY), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            SegmentPrefix.copy(memory, memory.size(), target);
        }
        segments.copyTo(folder);
    }

    @Override
    public void close() throws IOException {
        try {
            memory.close();
        } finally {
            segments.close();
        }
    }
}
