package io.hmt4j.bench.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.bench.Shape;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufWriterTest {

    private static final int HEADS = 4;
    private static final int WIDTH = 64;

    @TempDir
    private static Path folder;

    private static Path model;

    @BeforeAll
    static void makeAModel() {
        model = folder.resolve("model");
        new ModelMaker(Shape.TINY, DType.FLOAT32, 1).make(model);
    }

    @Test
    void settingsAndTokensAreTheModels() throws IOException {
        GgufFile file = written(GgufType.F32);
        assertThat(file.settings)
                .containsEntry("general.architecture", "llama")
                .containsEntry("llama.block_count", 2)
                .containsEntry("llama.attention.head_count_kv", 2)
                .containsEntry("llama.rope.dimension_count", 16)
                .containsEntry("tokenizer.ggml.model", "gpt2");
        assertThat((List<?>) file.settings.get("tokenizer.ggml.tokens"))
                .hasSize(512)
                .first()
                .isEqualTo("<|endoftext|>");
        assertThat((List<?>) file.settings.get("tokenizer.ggml.merges"))
                .hasSize(512 - 259)
                .first()
                .isEqualTo("e e");
        assertThat(file.tensors.keySet())
                .hasSize(2 + 2 * 9)
                .contains("token_embd.weight", "output_norm.weight", "blk.1.ffn_down.weight");
        assertThat(file.tensors.get("token_embd.weight").dimensions()).containsExactly(64L, 512L);
    }

    @Test
    void weightsAreTheSameAndThoseOfQueriesInLlamaCppsOrder() throws IOException {
        GgufFile file = written(GgufType.F32);
        assertThat(file.floats("token_embd.weight")).isEqualTo(original("model.embed_tokens.weight"));
        assertThat(file.floats("blk.1.ffn_down.weight")).isEqualTo(original("model.layers.1.mlp.down_proj.weight"));
        float[] query = original("model.layers.0.self_attn.q_proj.weight");
        float[] moved = file.floats("blk.0.attn_q.weight");
        int half = WIDTH / HEADS / 2;
        for (int row = 0; row < WIDTH; row++) {
            int head = row / (2 * half);
            int within = row % (2 * half);
            int from = head * 2 * half + (within % 2) * half + within / 2;
            assertThat(row(moved, row)).isEqualTo(row(query, from));
        }
    }

    @Test
    void blocksOfEightBitsAreWithinHalfAStepOfTheirScale() throws IOException {
        GgufFile file = written(GgufType.Q8_0);
        float[] expected = original("model.layers.1.mlp.up_proj.weight");
        float[] found = file.floats("blk.1.ffn_up.weight");
        for (int block = 0; block < expected.length; block += 32) {
            float largest = 0;
            for (int i = block; i < block + 32; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
            }
            for (int i = block; i < block + 32; i++) {
                assertThat(Math.abs(found[i] - expected[i])).isLessThan(largest / 127 * 0.57f);
            }
        }
        assertThat(file.tensors.get("blk.1.ffn_down.weight").type())
                .as("rows of 172 are no blocks")
                .isEqualTo(1);
        assertThat(file.tensors.get("output_norm.weight").type()).isZero();
    }

    @Test
    void aModelOfAnotherFamilyIsRefused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("config.json"), "{\"model_type\": \"opt\", \"num_attention_heads\": 4}");
        assertThatThrownBy(() -> GgufWriter.write(other, folder.resolve("other.gguf"), GgufType.F16))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("model_type");
    }

    private static GgufFile written(GgufType type) throws IOException {
        Path file = folder.resolve(type + ".gguf");
        GgufWriter.write(model, file, type);
        return new GgufFile(file);
    }

    private static float[] original(String name) {
        try (TensorSource source = ModelFolder.open(model).openWeights()) {
            return Tensors.toFloats(source.tensor(name));
        }
    }

    private static float[] row(float[] matrix, int row) {
        return Arrays.copyOfRange(matrix, row * WIDTH, (row + 1) * WIDTH);
    }
}
