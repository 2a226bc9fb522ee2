package io.hmt4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.SharedModels;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    private static final Path PARITY = Path.of("src/test/resources/parity");

    private final Path folder;

    ModelFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsAModelThatPythonWrote() {
        ModelFolder model = ModelFolder.open(PARITY.resolve("llama"));
        assertThat(model.configReader(Set.of()).positiveInt("hidden_size")).isEqualTo(64);
        try (TensorSource weights = model.openWeights()) {
            assertThat(weights.names()).hasSize(21).contains("model.embed_tokens.weight", "lm_head.weight");
            assertThat(weights.shape("model.embed_tokens.weight")).containsExactly(256, 64);
            assertThat(weights.type("model.norm.weight")).isEqualTo(DType.FLOAT32);
            assertThat(Tensors.toFloats(weights.tensor("model.embed_tokens.weight")))
                    .hasSize(256 * 64)
                    .satisfies(values -> assertThat(standardDeviation(values)).isBetween(0.11, 0.13));
        }
    }

    @Test
    void leavesNoNativeObjectBehindWhenWeightsAreClosed() {
        readOnce();
        long before = Engine.liveObjects();
        for (int round = 0; round < 20; round++) {
            readOnce();
        }
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(before);
    }

    @Test
    void readsARealPretrainedModel() {
        ModelFolder model = ModelFolder.open(SharedModels.require("stories260K"));
        assertThat(model.generationDefaults().endIds()).containsExactly(1, 2);
        assertThat(model.file("tokenizer.json")).isPresent();
        assertThat(model.file("merges.txt")).isEmpty();
        try (TensorSource weights = model.openWeights()) {
            assertThat(weights.names()).hasSize(47);
            assertThat(Tensors.toFloats(weights.tensor("model.norm.weight"))).hasSize(64);
        }
    }

    @Test
    void saysWhatIsWrongWithThePath() throws IOException {
        Path missing = folder.resolve("nowhere");
        assertThatThrownBy(() -> ModelFolder.open(missing))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(missing.toString(), "does not exist");
        Path file = Files.writeString(folder.resolve("model.safetensors"), "x");
        assertThatThrownBy(() -> ModelFolder.open(file))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(file.toString(), "is a file");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("no config.json", "holds model.safetensors");
    }

    @Test
    void refusesPickledWeightsWithAdvice() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("pytorch_model.bin"), "x");
        ModelFolder model = ModelFolder.open(folder);
        assertThatThrownBy(model::openWeights)
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "holds config.json, pytorch_model.bin", "save_pretrained", "safe_serialization");
    }

    @Test
    void namesLineAndColumnOfABadConfiguration() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\n  \"hidden_size\": 64,\n  \"vocab_size\" 7\n}");
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("config.json, line 3, column 16");
    }

    @Test
    void takesEndIdsFromTheConfigurationWhereThereIsNoGenerationConfig() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 7, \"top_k\": 50}");
        GenerationDefaults defaults = ModelFolder.open(folder).generationDefaults();
        assertThat(defaults.endIds()).containsExactly(7);
        assertThat(defaults.topK()).hasValue(50);
        assertThat(defaults.temperature()).isEmpty();
        assertThat(defaults.sample()).isEmpty();
    }

    @Test
    void prefersTheGenerationConfig() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 7}");
        Files.writeString(
                folder.resolve("generation_config.json"),
                "{\"eos_token_id\": [8, 9], \"do_sample\": true, \"temperature\": 0.6, \"top_p\": 0.9}");
        GenerationDefaults defaults = ModelFolder.open(folder).generationDefaults();
        assertThat(defaults.endIds()).containsExactly(8, 9);
        assertThat(defaults.sample()).hasValue(true);
        assertThat(defaults.temperature()).hasValue(0.6);
        assertThat(defaults.topP()).hasValue(0.9);
    }

    private static void readOnce() {
        try (TensorSource weights = ModelFolder.open(PARITY.resolve("opt")).openWeights()) {
            weights.names().forEach(weights::tensor);
        }
    }

    private static double standardDeviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
