package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.Folders;
import io.hmt4j.checkpoint.RegularFile;
import io.hmt4j.log.Log;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a store, held by one process at a time: the system gives the lock back however the process ends. A memory
 * lies in {@code memories/ID}; names in there that begin with a point are being made or deleted.
 */
final class StoreFolder implements AutoCloseable {

    private static final Log LOG = Log.of(StoreFolder.class);
    private static final String LOCK = "store.lock";
    private static final String MEMORIES = "memories";

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lock;

    private StoreFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Opens a folder, and makes it where it is missing, for its owner alone. Throws {@link InputException} if another process
     * has it, or this one.
     */
    static StoreFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve(MEMORIES), forTheOwnerAlone(folder));
            Path root = folder.toRealPath();
            // The lock is the process's, and closing any channel on its file may give it up: so it is asked here first.
            if (!OPEN.add(root)) {
                throw new InputException("the store " + folder + " is in use by this process already");
            }
            return locked(root, folder);
        } catch (IOException e) {
            throw new InputException("the store " + folder + " cannot be opened: " + e, e);
        }
    }

    private static StoreFolder locked(Path root, Path asked) throws IOException {
        boolean taken = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            taken = lock != null;
        } finally {
            if (!taken) {
                OPEN.remove(root);
                if (channel != null) {
                    channel.close();
                }
            }
        }
        if (!taken) {
            throw new InputException("the store " + asked + " is in use by another process");
        }
        return new StoreFolder(root, channel);
    }

    private static FileAttribute<?>[] forTheOwnerAlone(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
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
                    Folders.delete(entry);
                }
            }
        } catch (IOException e) {
            throw RegularFile.unreadable(root, e);
        }
        return ids;
    }

    /** Takes a memory out in one step; returns where its files are now, to be removed. */
    static Path takeOut(Path memory) throws IOException {
        Path gone = memory.resolveSibling("." + memory.getFileName() + ".deleted");
        return Files.move(memory, gone, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the files of a memory that was taken out. */
    static void remove(Path gone) {
        try {
            Folders.delete(gone);
        } catch (IOException e) {
            LOG.warn("{} is deleted, its files go when the store is opened again", gone.getFileName());
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("The lock of the store was not given back");
        } finally {
            OPEN.remove(root);
        }
    }
}
