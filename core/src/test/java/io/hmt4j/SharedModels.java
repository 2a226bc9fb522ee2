package io.hmt4j;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The real pretrained models beside the repository, {@code ../shared/models/NAME}.
 *
 * <p>They are third-party weights and do not lie in the repository: a test that needs one is skipped where the folder is
 * not there.
 */
public final class SharedModels {

    private SharedModels() {}

    /** The folder of a model; skips the running test where there is none beside any folder above this one. */
    public static Path require(String name) {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared").resolve("models").resolve(name))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("no shared/models/" + name + " beside " + start));
    }
}
