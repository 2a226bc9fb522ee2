package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizingStopTest {

    @TempDir
    Path folder;

    @Test
    void aTrainingThatIsInterruptedWhileItTokenizesGoesOnWithResume() throws IOException {
        Files.writeString(folder.resolve("text.txt"), TinyModel.text(400, 1));
        Path recipe = Files.writeString(
                folder.resolve("recipe.yaml"), """
                model: %s
                output: run
                memory: {segment_tokens: 16, sensory_tokens: 4}
                data:
                  train: [{path: text.txt}]
                  cache: cache
                batch: {documents: 1}
                stages:
                  - {name: one, mode: stage1, steps: 1, train: {memory: 1e-3}, segments: [2]}
                """.formatted(TinyModel.write(folder.resolve("model"), 1)));

        CommandRun stopped = interrupted("train", recipe);

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.err()).contains("interrupted while texts were tokenized; --resume goes on");
        try (Stream<Path> cached = Files.list(folder.resolve("cache"))) {
            assertThat(cached.map(Path::toString)).noneMatch(name -> name.endsWith(".tokens") || name.endsWith(".tmp"));
        }
        CommandRun resumed = CommandRun.of("train", recipe, "--resume");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(folder.resolve("run/final/hmt.safetensors")).exists();
    }

    private static CommandRun interrupted(Object... arguments) throws IOException {
        Interrupts interrupts = new Interrupts();
        interrupts.raise();
        return CommandRun.run(new ByteArrayInputStream(new byte[0]), interrupts, Set.of(), arguments);
    }
}
