package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {

    private static final String RECIPE = """
            model: %s
            output: run
            memory: {segment_tokens: 16, sensory_tokens: 4}
            data:
              train: [{path: text.txt}]
              validation: [{path: text.txt}]
            batch: {documents: 2}
            stages:
              - {name: only, steps: 4, train: {memory: 1e-2}, segments: 2, validation: {documents: 2}}
            checkpoint: {every: 3}
            log: {every: 2, tensorboard: false}
            """;

    @TempDir
    private static Path shared;

    private static Path model;

    @TempDir
    private Path folder;

    private Path recipe;

    @BeforeAll
    static void writeModel() throws IOException {
        model = TinyModel.write(shared.resolve("model"), 1);
    }

    @BeforeEach
    void writeRecipe() throws IOException {
        Files.writeString(folder.resolve("text.txt"), TinyModel.text(600, 1));
        recipe = Files.writeString(folder.resolve("r.yaml"), RECIPE.formatted(model));
    }

    @Test
    void aRecipeIsTrainedAndItsFolderSaysHow() throws IOException {
        CommandRun run = CommandRun.of("train", recipe, "--set", "stages.0.steps=5", "--set", "output=other");

        Path output = folder.resolve("other");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(output.resolve("final") + "\n");
        assertThat(run.err())
                .contains("hmt: stage only, hmt of 5\n", "only  2 / 5  2 segments  loss ", " tokens/s  0:00:")
                .containsPattern("hmt: step 5: validation loss [0-9.]+, perplexity [0-9.]+, the best so far\n");
        assertThat(output.resolve("recipe.yaml")).content().contains("steps: 5");
        assertThat(output.resolve("final/hmt.safetensors")).exists();
        assertThat(output.resolve("best/hmt.safetensors")).exists();
        assertThat(names(output.resolve("checkpoints"))).containsExactly("step-00000003", "step-00000005");
        assertThat(output.resolve("logs/metrics.jsonl")).content().hasLineCount(3);
        assertThat(CommandRun.of(
                                "read",
                                model,
                                folder.resolve("text.txt"),
                                "--hmt",
                                output.resolve("final"),
                                "-o",
                                folder.resolve("memory"))
                        .exitCode())
                .isZero();
    }

    @Test
    void aFigureThatDecidesOtherThanTheLossOfTheTokensIsShown() throws IOException {
        Files.writeString(folder.resolve("asked.jsonl"), """
                {"context": "Lily stood by the river.", "question": "Who?", "answers": ["Lily"]}
                """);
        CommandRun run = CommandRun.of(
                "train",
                recipe,
                "--set",
                "data.validation=[{path: asked.jsonl}]",
                "--set",
                "stages.0.loss={answer_weight: 5.0, other_weight: 0.1}");

        assertThat(run.err())
                .containsPattern(
                        "validation loss [0-9.]+, perplexity [0-9.]+, answers [0-9.]+ %, objective [0-9.]+, the best");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--set stages.0.stps=3 | 1 | stages.0.stps is not known; did you mean steps?",
                "--set stages.0.steps=no | 1 | stages.0.steps is no; allowed: a whole number",
                "--set steps | 1 | allowed: key=value, such as stages.0.steps=200",
                "--set model=none | 1 | none does not exist",
                "--resum | 2 | unknown flag --resum; did you mean --resume?",
                "another.yaml | 2 | one argument too many: another.yaml",
                "--resume | 1 | holds no run to go on with",
            })
    void whatIsWrongIsSaidInOneLine(String flags, int exitCode, String message) {
        CommandRun run = CommandRun.of(Stream.concat(Stream.of("train", recipe), Stream.of(flags.split(" ")))
                .toArray());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).startsWith("hmt: ").contains(message).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aRecipeThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of("train", folder.resolve("none.yaml"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("hmt: " + folder.resolve("none.yaml") + " does not exist\n");
        assertThat(CommandRun.of("train").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void aRunThatWasInterruptedIsGoneOnWithAndEndsAsOneThatWasNot() throws IOException {
        Path output = folder.resolve("run");
        CommandRun.of(
                "train",
                recipe,
                "--set",
                "output=tokenized",
                "--set",
                "stages.0.steps=1"); // else tokenizing is interrupted
        CommandRun stopped = CommandRun.run(
                InputStream.nullInputStream(),
                new AfterSteps(2),
                Set.of(),
                "train",
                recipe,
                "--set",
                "stages.0.steps=6");

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.out()).isEmpty();
        assertThat(stopped.err())
                .contains("hmt: interrupted; --resume goes on from " + output.resolve("checkpoints/step-00000002"));

        CommandRun unasked = CommandRun.of("train", recipe, "--set", "stages.0.steps=6");
        assertThat(unasked.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unasked.err()).contains(output + " holds a run already; --resume goes on with it");
        CommandRun other = CommandRun.of("train", recipe, "--set", "stages.0.steps=7", "--resume");
        assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(other.err()).contains("begun with \"steps: 6\"", "the recipe says \"steps: 7\"");

        CommandRun resumed = CommandRun.of("train", recipe, "--set", "stages.0.steps=6", "--resume");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("hmt: stage only, hmt, from step 2 of 6\n");
        CommandRun.of("train", recipe, "--set", "stages.0.steps=6", "--set", "output=whole");
        assertThat(output.resolve("final/hmt.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("whole/final/hmt.safetensors"));
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    /** Ctrl-C in the course of a step, of which each asks once behind itself. */
    private static final class AfterSteps extends Interrupts {

        private int left;

        AfterSteps(int steps) {
            left = steps;
        }

        @Override
        boolean raised() {
            if (--left == 0) {
                raise();
            }
            return super.raised();
        }
    }
}
