package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.RegularFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a store, held by one process at a time: the system gives the lock back however the process ends. A memory
 * lies in {@code memories/ID}; names in there that begin with a point are being made or deleted.
 */
final class StoreFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFolder.class);
    private static final String LOCK = "store.lock";
    private static final String MEMORIES = "memories";

    private final Path root;
    private final FileChannel lock;

    private StoreFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Opens a folder, and makes it where it is missing. Throws {@link InputException} if another process has it. */
    static StoreFolder open(Path root) {
        try {
            Files.createDirectories(root.resolve(MEMORIES));
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new InputException("the store " + root + " is in use by another process");
            }
            return new StoreFolder(root, channel);
        } catch (IOException e) {
            throw new InputException("the store " + root + " cannot be opened: " + e, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    Path memory(String id) {
        return root.resolve(MEMORIES).resolve(id);
    }

    /** The ids of all memories, once what crashes left beside them is gone. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        try {
            for (Path entry : MemoryFolder.entries(root.resolve(MEMORIES))) {
                String name = String.valueOf(entry.getFileName());
                if (MemoryIds.isId(name) && Files.isDirectory(entry)) {
                    ids.add(name);
                } else if (name.startsWith(".")) {
                    deleteTree(entry);
                }
            }
        } catch (IOException e) {
            throw RegularFile.unreadable(root, e);
        }
        return ids;
    }

    /** Takes a memory out in one step; its files go after it. */
    static void remove(Path memory) throws IOException {
        Path gone = memory.resolveSibling("." + memory.getFileName() + ".deleted");
        Files.move(memory, gone, StandardCopyOption.ATOMIC_MOVE);
        try {
            deleteTree(gone);
        } catch (IOException e) {
            LOG.warn(
                    "{} is deleted, its files go when the store is opened again: {}",
                    memory.getFileName(),
                    e.toString());
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(tree)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of the store was not given back: {}", e.toString());
        }
    }
}
