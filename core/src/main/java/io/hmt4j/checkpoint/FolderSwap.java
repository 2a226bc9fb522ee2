package io.hmt4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The renames behind {@link AtomicFolder}. Beside the folder {@code name} stands {@code .name.PID.UUID.new} while it is
 * written and, without an exchange in one step, {@code .name.PID.UUID.old} while it is replaced.
 */
final class FolderSwap {

    private static final String NEW = ".new";
    private static final String OLD = ".old";

    /** What this process is writing: its number alone does not tell, a container starts its processes with the same. */
    private static final Set<Path> BEING_WRITTEN = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path parent;
    private final String prefix;

    /** A folder to be written; a link to one is followed. */
    FolderSwap(Path folder) throws IOException {
        target = Files.isDirectory(folder)
                ? folder.toRealPath()
                : folder.toAbsolutePath().normalize();
        parent = Objects.requireNonNull(target.getParent(), "the root of a file system is never written");
        prefix = "." + target.getFileName() + ".";
    }

    /** Makes the folder in which the new content is written. */
    Path begin() throws IOException {
        Files.createDirectories(parent);
        Path beside = parent.resolve(prefix + ProcessHandle.current().pid() + "." + UUID.randomUUID() + NEW);
        BEING_WRITTEN.add(beside);
        return Files.createDirectory(beside);
    }

    /** Gives the new folder its name; fails if there is one with files already. */
    void place(Path beside) throws IOException {
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceFolder(parent);
    }

    /** Puts the new folder in the place of the old one, if there is one. */
    void replace(Path beside) throws IOException {
        if (Files.notExists(target)) {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } else if (!RenameExchange.tried(beside, target)) {
            Path old = parent.resolve(String.valueOf(beside.getFileName()).replace(NEW, OLD));
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(old);
        }
        AtomicFile.forceFolder(parent);
    }

    /** Removes what is left beside: the old folder, or a new one that was not finished. */
    void end(Path beside) throws IOException {
        try {
            Folders.delete(beside);
        } finally {
            BEING_WRITTEN.remove(beside);
        }
    }

    /** Brings the old folder back where a crash came between two renames. */
    void recover() throws IOException {
        if (Files.exists(target)) {
            return;
        }
        for (Path old : leftovers(OLD)) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
    }

    /** Removes what processes that no longer run have left. */
    void removeLeftovers() throws IOException {
        for (String kind : List.of(NEW, OLD)) {
            for (Path leftover : leftovers(kind)) {
                Folders.delete(leftover);
            }
        }
    }

    private List<Path> leftovers(String kind) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (Stream<Path> entries = Files.list(parent)) {
                entries.filter(entry -> isLeftover(entry, kind)).forEach(found::add);
            }
        }
        return found;
    }

    private boolean isLeftover(Path entry, String kind) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(prefix) || !name.endsWith(kind)) {
            return false;
        }
        String process = name.substring(prefix.length()).split("\\.", 2)[0];
        if (!process.matches("\\d{1,18}")) {
            return false;
        }
        long pid = Long.parseLong(process);
        Path writing = parent.resolve(name.replace(OLD, NEW));
        return pid == ProcessHandle.current().pid()
                ? !BEING_WRITTEN.contains(writing)
                : ProcessHandle.of(pid).isEmpty();
    }
}
