package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.memory.DocumentMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One memory of the store: what can be done with it. Safe for all threads. */
final class Shelf {

    private final ShelfFacts facts;
    private final ShelfReading reading;
    private final Watchers watchers = new Watchers(this::progress);

    private Shelf(ShelfFacts facts) {
        this.facts = facts;
        this.reading = new ShelfReading(this, facts);
    }

    /**
     * The memory in a folder.
     *
     * @param listed what the catalogue says of it, where that is not out of date; null to look into the folder
     */
    static Shelf load(String id, MemoryFolder folder, StoreParts parts, @Nullable StoredMemory listed) {
        return new Shelf(ShelfFacts.load(id, folder, parts, listed));
    }

    String id() {
        return facts.id();
    }

    Path path() {
        return facts.folder().path();
    }

    StoredMemory info() {
        return facts.info();
    }

    MemoryState state() {
        return facts.state();
    }

    /** Whether its reading goes on once there is room on the disk. */
    boolean waitsForRoom() {
        return facts.waitsForRoom();
    }

    /** The reading of its texts. */
    ShelfReading reading() {
        return reading;
    }

    /** Whether it is gone, though the store may still list it for a moment. */
    boolean isDeleted() {
        return facts.isDeleted();
    }

    ReadingProgress progress() {
        return ProgressFigures.of(
                facts.info(),
                facts.isDeleted() ? "it was deleted" : null,
                reading.figures(),
                facts.contents(),
                facts.texts(),
                facts.parts().model());
    }

    AutoCloseable watch(Consumer<ReadingProgress> listener) {
        facts.requireThere();
        return watchers.add(listener);
    }

    /** Tells the catalogue and those who watch. */
    void changed() {
        synchronized (facts) {
            facts.list();
        }
        watchers.tell();
    }

    /** Only those who watch: nothing on disk is another. */
    void progressed() {
        watchers.tell();
    }

    void rename(String name) {
        synchronized (facts) {
            facts.requireWhole();
            facts.rename(name);
        }
        changed();
    }

    void delete() {
        synchronized (facts) {
            facts.requireThere();
            facts.delete();
            reading.stop("the memory was deleted");
        }
        watchers.tell();
    }

    /** Opens the memory from its folder; the caller closes it. */
    DocumentMemory open() {
        synchronized (facts) {
            facts.requireWhole();
            try {
                return facts.parts().model().openMemory(path());
            } catch (InputException e) {
                throw new StoreException(StoreException.Reason.FOREIGN, Faults.inWords(e, path()), e);
            }
        }
    }

    MemoryLease borrow() {
        synchronized (facts) {
            facts.requireWhole();
            LoadedMemories loaded = facts.parts().loaded();
            MemoryLease lease = loaded.lend(id());
            return lease != null ? lease : loaded.lend(id(), open(), facts.version());
        }
    }

    /** Puts a changed memory in the place of one that was borrowed, with what closed meanwhile as far as it is known. */
    long update(DocumentMemory changed, long borrowed, List<int[]> closed) {
        long version;
        synchronized (facts) {
            facts.requireWhole();
            facts.requireMine();
            requireSameModel(changed);
            facts.requireNot(facts.parts().closing().get(), "the store is closing");
            facts.requireNot(!facts.texts().isEmpty(), "it is being read");
            facts.requireNot(facts.version() != borrowed, "it changed meanwhile; ask again");
            requireNewer(changed, closed.size());
            reading.forgetJob();
            save(changed, closed);
            version = facts.version();
        }
        changed();
        return version;
    }

    private void requireSameModel(DocumentMemory changed) {
        if (!changed.fingerprint().equals(facts.contents().fingerprint())) {
            throw new StoreException(StoreException.Reason.FOREIGN, "the changed memory is another checkpoint's");
        }
    }

    private void requireNewer(DocumentMemory changed, int closed) {
        long more = changed.segments() - facts.contents().segments();
        if (more < closed) {
            throw new IllegalArgumentException(
                    closed + " segments were closed, but the memory has " + more + " more than it had");
        }
    }

    private void save(DocumentMemory changed, List<int[]> closed) {
        List<int[]> all = new ArrayList<>();
        long unknown = changed.segments() - facts.contents().segments() - closed.size();
        for (long i = 0; i < unknown; i++) {
            all.add(new int[0]);
        }
        all.addAll(closed);
        try {
            facts.save(changed, all);
        } catch (InputException e) {
            throw Faults.notWritten(e, path());
        }
    }

    /** The tokens of the segment before, of a segment, and of the one after; none where there are none or not known. */
    List<int[]> segmentWithContext(long segment) {
        facts.requireWhole();
        facts.requireMine();
        long count = facts.contents().segments();
        if (segment < 0 || segment >= count) {
            throw new StoreException(
                    StoreException.Reason.INVALID,
                    "segment " + segment + " is not in the memory; it has " + count + ", counted from 0");
        }
        try {
            SegmentLog log = facts.folder().segments();
            int[] before = segment == 0 ? new int[0] : log.read(segment - 1);
            int[] after = segment == count - 1 ? new int[0] : log.read(segment + 1);
            return List.of(before, log.read(segment), after);
        } catch (IOException e) {
            return List.of(new int[0], new int[0], new int[0]);
        }
    }

    /** All that makes a copy of a memory of the model that is served; the caller closes it. */
    ShelfSnapshot ownSnapshot() {
        facts.requireWhole();
        facts.requireMine();
        return snapshot();
    }

    /** All of the memory's files as it was last saved, whoever made it; the caller closes it. */
    ShelfSnapshot snapshot() {
        synchronized (facts) {
            facts.requireWhole();
            try {
                return ShelfSnapshot.of(
                        facts.about(), facts.folder(), facts.contents().segments(), facts.isMine());
            } catch (IOException e) {
                throw new StoreException(
                        StoreException.Reason.FOREIGN,
                        "the memory's files cannot be read: " + Faults.inWords(e, path()),
                        e);
            }
        }
    }
}
