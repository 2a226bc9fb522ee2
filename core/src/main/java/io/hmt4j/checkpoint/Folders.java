package io.hmt4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What {@link Files} lacks for folders. */
public final class Folders {

    private Folders() {}

    /**
     * Removes a folder and all below it, the deepest first; links are removed, not followed. Nothing is done where there is
     * no such folder.
     *
     * @throws IOException if something cannot be removed: what was removed before it stays removed
     */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
