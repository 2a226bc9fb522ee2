package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memories in RAM, by a budget: those that nobody has asked for longest leave first, those that are lent stay. Safe for all
 * threads.
 */
final class LoadedMemories implements AutoCloseable {

    /** What a memory takes beside its bank, roughly: so that empty ones do not stay without end. */
    private static final long BESIDE_BANK = 4096;

    private final Map<String, Loaded> byId = new LinkedHashMap<>(16, 0.75f, true); // least recently used first
    private final long budget;
    private long bytes;

    LoadedMemories(long budget) {
        this.budget = budget;
    }

    /** A memory in RAM, whole versions of which may outlive its place in the map as long as they are lent. */
    private static final class Loaded {
        private final DocumentMemory memory;
        private final long version;
        private final long bytes;
        private int lent;
        private boolean current = true;

        Loaded(DocumentMemory memory, long version) {
            this.memory = memory;
            this.version = version;
            this.bytes = memory.nativeBytes() + BESIDE_BANK;
        }
    }

    /** Lends a memory that is loaded; null if it is not. */
    synchronized @Nullable MemoryLease lend(String id) {
        Loaded loaded = byId.get(id);
        return loaded == null ? null : lend(loaded);
    }

    /** Lends a memory just loaded, which is owned from here on. */
    synchronized MemoryLease lend(String id, DocumentMemory memory, long version) {
        Loaded loaded = put(id, memory, version);
        MemoryLease lease = lend(loaded);
        evict();
        return lease;
    }

    /** Puts a copy of a newer version in the place of one that is loaded. */
    synchronized void replace(String id, DocumentMemory newer, long version) {
        if (byId.containsKey(id)) {
            put(id, newer.copy(), version);
            evict();
        }
    }

    /** Unloads a memory that is deleted. */
    synchronized void drop(String id) {
        retire(byId.remove(id));
    }

    /** Bytes of what is loaded, with what is lent and replaced already. */
    synchronized long bytes() {
        return bytes;
    }

    private Loaded put(String id, DocumentMemory memory, long version) {
        Loaded loaded = new Loaded(memory, version);
        bytes += loaded.bytes;
        retire(byId.put(id, loaded));
        return loaded;
    }

    private MemoryLease lend(Loaded loaded) {
        loaded.lent++;
        return new MemoryLease(loaded.memory.copy(), loaded.version, () -> giveBack(loaded));
    }

    private synchronized void giveBack(Loaded loaded) {
        loaded.lent--;
        freeIfDone(loaded);
        evict();
    }

    private void evict() {
        List<String> idle = new ArrayList<>();
        long excess = bytes - budget;
        for (Map.Entry<String, Loaded> entry : byId.entrySet()) {
            if (excess > 0 && entry.getValue().lent == 0) {
                idle.add(entry.getKey());
                excess -= entry.getValue().bytes;
            }
        }
        idle.forEach(id -> retire(byId.remove(id)));
    }

    private void retire(@Nullable Loaded loaded) {
        if (loaded != null) {
            loaded.current = false;
            freeIfDone(loaded);
        }
    }

    private void freeIfDone(Loaded loaded) {
        if (!loaded.current && loaded.lent == 0) {
            bytes -= loaded.bytes;
            loaded.memory.close();
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(byId.keySet()).forEach(this::drop);
    }
}
