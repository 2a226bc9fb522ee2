package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.task.Background;
import io.hmt4j.task.Backgrounds;
import io.hmt4j.task.Depth;
import io.hmt4j.task.GenerationRequest;
import io.hmt4j.task.Task;
import io.hmt4j.task.TextLength;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where generated examples hide what is asked for. */
final class HidingFlags {

    @Option(
            names = "--depth",
            paramLabel = "SHARE",
            description =
                    "Where the last evidence of a generated example stands, from 0 (beginning) to 1 (end). Default:"
                            + " anywhere.")
    private @Nullable Double depth;

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description = "Text to hide the facts of generated examples in, UTF-8. Default: sentences made by chance.")
    private @Nullable Path background;

    /** What a task's generator is to make. Throws {@link InputException} where the flags do not fit the task. */
    GenerationRequest request(Task task, TextLength length, long seed) {
        return new GenerationRequest(length, seed, background(task), depth == null ? Depth.UNIFORM : Depth.at(depth));
    }

    private Background background(Task task) {
        if (background == null) {
            return Backgrounds.generated();
        }
        if (!task.requireGenerator().hidesFacts()) {
            throw new InputException("--background: " + task.name() + " has none, its context is a list of its own");
        }
        return Backgrounds.of(background);
    }
}
