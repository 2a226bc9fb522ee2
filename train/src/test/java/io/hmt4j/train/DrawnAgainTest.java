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

/** Weights that begin badly are drawn again. */
class DrawnAgainTest {

    private static final String UNREACHABLE = "initialize.accept_accuracy=0.99";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        DemoModelFolder.write(folder.resolve("model"));
    }

    @Test
    void theFirstStageBeginsAgainWithOtherWeightsUntilTheLastDraw() {
        Watcher watcher = new Watcher(Integer.MAX_VALUE);
        new Trainer(recipe("out", UNREACHABLE), watcher).start();

        assertThat(watcher.draws).containsExactly(1, 2);
        assertThat(watcher.stages)
                .hasSize(16)
                .startsWith("first", "first", "first", "first", "first")
                .endsWith("first", "second", "second", "second", "second");
        assertThat(List.of(watcher.losses.get(0), watcher.losses.get(4), watcher.losses.get(8)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDrawThatAnswersWellEnoughIsKept() {
        Watcher watcher = new Watcher(Integer.MAX_VALUE);
        new Trainer(recipe("out", "initialize.accept_accuracy=0.001", "stages.0.steps=30"), watcher).start();
        assertThat(watcher.draws).isEmpty();
        assertThat(watcher.stages).hasSize(34);
    }

    @Test
    void aRunThatWasStoppedBetweenDrawsOrWithinOneEndsAsIfItWasNot() throws IOException {
        Path whole = new Trainer(recipe("whole", UNREACHABLE), TrainingListener.SILENT).start();
        for (int stop : List.of(3, 4, 6, 8, 12, 13)) {
            Recipe recipe = recipe("stopped" + stop, UNREACHABLE);
            new Trainer(recipe, new Watcher(stop)).start();
            Path end = new Trainer(recipe, TrainingListener.SILENT).resume();
            for (String file : List.of("hmt.safetensors", "model.safetensors")) {
                assertThat(end.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
            }
        }
    }

    @Test
    void textsThatAskNothingCannotBeJudged() throws IOException {
        Files.writeString(folder.resolve("text.txt"), "the fox is red . ".repeat(50));
        Recipe recipe =
                recipe("out", UNREACHABLE, "data.train=[{path: text.txt}]", "stages.0.loss={}", "stages.1.loss={}");
        assertThatThrownBy(() -> new Trainer(recipe, TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("initialize.accept_accuracy")
                .hasMessageContaining("ask nothing");
    }

    @Test
    void whatCannotBeDrawnAgainIsRefused() {
        assertThatThrownBy(() -> recipe("out"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("initialize.draws")
                .hasMessageContaining("accept_accuracy");
        assertThatThrownBy(() -> recipe("out", UNREACHABLE, "hmt=elsewhere"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("initialize.draws")
                .hasMessageContaining("hmt");
    }

    private Recipe recipe(String output, String... overrides) {
        String text = """
                model: model
                initialize: {embedding_deviation: 0.1, final_norm: 0.1, draws: 3}
                output: %s
                seed: 3
                memory: {segment_tokens: 24, sensory_tokens: 8, memory_vectors: 2}
                data: {train: [{generate: facts, options: {seed: 5}}]}
                batch: {documents: 4}
                stages:
                  - {name: first, steps: 4, train: {memory: 3e-3, backbone: 3e-3}, segments: 2,
                     loss: {answer_weight: 1.0, other_weight: 0.3}}
                  - {name: second, steps: 4, train: {memory: 3e-3, backbone: 3e-3}, segments: 3,
                     loss: {answer_weight: 1.0, other_weight: 0.3}}
                checkpoint: {every: 3, keep: 1}
                """.formatted(output);
        return Recipe.parse("test.yaml", text, folder, List.of(overrides));
    }

    private static final class Watcher implements TrainingListener {

        private final int stop;
        private final List<Integer> draws = new ArrayList<>();
        private final List<String> stages = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();

        Watcher(int stop) {
            this.stop = stop;
        }

        @Override
        public void drawnAgain(double accuracy, int draw) {
            assertThat(accuracy).isBetween(0.0, 0.99);
            draws.add(draw);
        }

        @Override
        public void stepped(TrainingStep step) {
            stages.add(step.stage());
            losses.add(step.figures().loss());
        }

        @Override
        public boolean cancelled() {
            return stages.size() == stop;
        }
    }
}
