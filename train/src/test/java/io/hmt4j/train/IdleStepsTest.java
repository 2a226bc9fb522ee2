package io.hmt4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that have nothing to learn from. */
class IdleStepsTest {

    private static final String ANSWERS = "stages.0.loss={tokens: answers}";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeModelAndTexts() throws IOException {
        DemoModelFolder.write(folder.resolve("model"));
        String text = "the fox is red . ".repeat(3);
        Files.writeString(folder.resolve("plain.jsonl"), ("{\"text\": \"" + text + "\"}\n").repeat(2));
        Files.writeString(
                folder.resolve("mixed.jsonl"),
                ("{\"text\": \"" + text + "\"}\n" + "{\"text\": \"" + text + "\", \"answers\": [[11, 14]]}\n")
                        .repeat(2));
    }

    @Test
    void textsWithoutAnythingThatCountsEndTheRun() {
        Remarks remarks = new Remarks(Integer.MAX_VALUE);
        Recipe recipe = recipe("out", 300, "plain.jsonl", ANSWERS);
        assertThatThrownBy(() -> new Trainer(recipe, remarks).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("stage first: no token of 100 steps in a row counts (loss.tokens: answers)");
        assertThat(remarks.heard)
                .containsExactly(
                        "a step of stage first has no token that counts (loss.tokens: answers), and moves no weight");
        assertThatThrownBy(() -> new Trainer(
                                recipe(
                                        "weights",
                                        5,
                                        "plain.jsonl",
                                        "stages.0.loss={answer_weight: 1.0, other_weight: 0}"),
                                TrainingListener.SILENT)
                        .start())
                .hasMessageContaining("no token of 5 steps in a row counts (loss.tokens: all, answer_weight: 1.0");
    }

    @Test
    void aStepWithoutAnswersMovesNothingAndTheNextGoesOn() throws IOException {
        Recipe recipe = recipe("out", 4, "mixed.jsonl", ANSWERS, "checkpoint.keep=9");
        Path end = new Trainer(recipe, TrainingListener.SILENT).start();
        Path checkpoints = end.resolveSibling("checkpoints");
        assertThat(weights(checkpoints, 1)).isEqualTo(weights(end.getParent(), "initial"));
        assertThat(weights(checkpoints, 2)).isNotEqualTo(weights(checkpoints, 1));
        assertThat(weights(checkpoints, 3)).isEqualTo(weights(checkpoints, 2));
        for (int stop : List.of(1, 3)) {
            Recipe stopped = recipe("stopped" + stop, 4, "mixed.jsonl", ANSWERS);
            new Trainer(stopped, new Remarks(stop)).start();
            Path resumed = new Trainer(stopped, TrainingListener.SILENT).resume();
            assertThat(weights(resumed.getParent(), "final")).isEqualTo(weights(end.getParent(), "final"));
        }
    }

    @Test
    void keysThatWaitForWhatTheTextsDoNotHaveAreRemarkedOnce() {
        Remarks remarks = new Remarks(Integer.MAX_VALUE);
        new Trainer(
                        recipe(
                                "out",
                                45,
                                "plain.jsonl",
                                "stages.0.loss={recall: document}",
                                "stages.0.segments=[1, 2]",
                                "stages.0.curriculum={advance_accuracy: 0.5}"),
                        remarks)
                .start();
        assertThat(remarks.heard)
                .containsExactly(
                        "stage first: curriculum.advance_accuracy without effect so far: the texts of 20 steps have no answer",
                        "stage first: loss.recall without effect so far: the texts of 20 steps have no evidence, which says"
                                + " where an answer is stated");
    }

    @Test
    void aValidationThatComparesNothingIsRefused() {
        Recipe recipe = recipe("out", 2, "mixed.jsonl", ANSWERS, "data.validation=[{path: plain.jsonl}]");
        assertThatThrownBy(() -> new Trainer(recipe, TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("data.validation: no token of its 2 documents counts in the loss of stage first");
        assertThat(folder.resolve("out/checkpoints"))
                .as("found before the first step")
                .isEmptyDirectory();
    }

    private static byte[] weights(Path checkpoints, int step) throws IOException {
        return weights(checkpoints, "step-0000000" + step);
    }

    private static byte[] weights(Path parent, String name) throws IOException {
        return Files.readAllBytes(parent.resolve(name).resolve("model.safetensors"));
    }

    private Recipe recipe(String output, int steps, String texts, String... overrides) {
        String text = """
                model: model
                initialize: {embedding_deviation: 0.1, final_norm: 0.1}
                output: %s
                memory: {segment_tokens: 24, sensory_tokens: 8}
                data: {train: [{path: %s}], shuffle_buffer: 1}
                batch: {documents: 1}
                stages:
                  - {name: first, steps: %d, train: {memory: 3e-3, backbone: 3e-3}, segments: 2}
                checkpoint: {every: 1}
                """.formatted(output, texts, steps);
        return Recipe.parse("test.yaml", text, folder, List.of(overrides));
    }

    /** Hears remarks, and ends a run. */
    private static final class Remarks implements TrainingListener {

        private final int stop;
        private final List<String> heard = new ArrayList<>();
        private int steps;

        Remarks(int stop) {
            this.stop = stop;
        }

        @Override
        public void remarked(String remark) {
            heard.add(remark);
        }

        @Override
        public void stepped(TrainingStep step) {
            steps++;
        }

        @Override
        public boolean cancelled() {
            return steps == stop;
        }
    }
}
