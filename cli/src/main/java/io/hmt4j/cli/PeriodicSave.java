package io.hmt4j.cli;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import java.nio.file.Path;

/** Saves a memory every so often while it is read, so that a crash loses little. */
final class PeriodicSave {

    private final HmtModel model;
    private final DocumentMemory memory;
    private final Path folder;
    private final double everySeconds;
    private Stopwatch sinceLast = new Stopwatch();

    /** Saves into a folder; never on the way where {@code everySeconds} is 0. */
    PeriodicSave(HmtModel model, DocumentMemory memory, Path folder, double everySeconds) {
        this.model = model;
        this.memory = memory;
        this.folder = folder;
        this.everySeconds = everySeconds;
    }

    void ifDue() {
        if (everySeconds > 0 && sinceLast.seconds() >= everySeconds) {
            now();
        }
    }

    void now() {
        model.saveMemory(memory, folder);
        sinceLast = new Stopwatch();
    }
}
