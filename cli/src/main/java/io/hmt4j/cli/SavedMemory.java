package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.MemoryDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A memory's folder on disk, as a command line treats it.
 *
 * @param folder where it lies or is to lie
 */
record SavedMemory(Path folder) {

    /** The file that makes a folder a memory. */
    private static final String TENSORS = "memory.safetensors";

    /** Refuses a folder without a memory, before a model is loaded for it. */
    static void requireAt(Path folder) {
        if (!new SavedMemory(folder).exists()) {
            throw new InputException(folder + " holds no memory of a document (" + TENSORS
                    + "); hmt read MODEL FILE -o " + folder + " makes one");
        }
    }

    boolean exists() {
        return Files.exists(folder.resolve(TENSORS));
    }

    /** What it says of itself; empty where it is not there, or damaged, which opening it tells. */
    Optional<MemoryDescription> describedWhole() {
        try {
            return exists() ? Optional.of(MemoryDescription.ofWhole(folder)) : Optional.empty();
        } catch (InputException damaged) {
            return Optional.empty();
        }
    }

    /** Refuses a place where a memory must not be written. */
    void requireWritable(boolean mayExist) {
        if (exists() && !mayExist) {
            throw new InputException(folder + " holds a memory already ("
                    + Figures.count(MemoryDescription.of(folder).tokens(), "token")
                    + "); --append reads on where it stopped, --overwrite replaces it");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InputException(folder + " is a file; a memory is a folder");
        }
        if (Files.exists(folder) && !exists() && !isEmpty()) {
            throw new InputException(folder + " holds other files and no memory; name a new folder");
        }
    }

    /** Opens it, or begins a new one. The caller closes it. */
    DocumentMemory openOrNew(HmtModel model, boolean open) {
        return open && exists() ? model.openMemory(folder) : model.newMemory();
    }

    /** Bytes of its files. */
    long bytes() {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isEmpty() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
