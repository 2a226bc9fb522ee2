package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.MemoryTensors;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadingTest {

    private static final String QUERY = "model.layers.1.self_attn.q_proj.weight";

    @Test
    void aWrittenCheckpointIsTheRandomModelOfItsSeed(@TempDir Path folder) {
        ObjectNode config = TinyModels.llama("{}");
        RandomCheckpoint.write(folder, config, 7);
        try (Backbone read = Backbones.load(ModelFolder.open(folder), LoadOptions.cpu());
                Backbone drawn = Backbones.random(config, 7, LoadOptions.cpu());
                Backbone other = Backbones.random(config, 8, LoadOptions.cpu())) {
            assertThat(hidden(read)).containsExactly(hidden(drawn)).isNotEqualTo(hidden(other));
            float[] query = Tensors.toFloats(weight(read, QUERY));
            assertThat(spread(query)).isCloseTo(0.2, within(0.02));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 5e-3", "BFLOAT16, 8e-2", "FLOAT64, 0"})
    void filesOfOtherFormatsAreConverted(DType stored, float tolerance) {
        ObjectNode config = TinyModels.llama("{}");
        Map<String, Tensor> weights = weights(config);
        weights.replaceAll((name, weight) -> Tensors.as(weight, stored));
        try (Backbone converted = load(config, weights);
                Backbone original = Backbones.random(config, 5, LoadOptions.cpu())) {
            assertThat(DType.of(weight(converted, QUERY))).isEqualTo(DType.FLOAT32);
            assertThat(hidden(converted)).containsExactly(hidden(original), within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 2e-2", "BFLOAT16, 2e-1", "FLOAT64, 1e-5"})
    void aModelMayComputeInOtherFormats(DType computed, float tolerance) {
        for (ObjectNode config : TinyModels.everyKind().values()) {
            try (Backbone other =
                            Backbones.random(config, 5, LoadOptions.cpu().as(WeightFormat.valueOf(computed.name())));
                    Backbone original = Backbones.random(config, 5, LoadOptions.cpu())) {
                assertThat(DType.of(other.parameters().values().iterator().next()))
                        .isEqualTo(computed);
                assertThat(hidden(other)).containsExactly(hidden(original), within(tolerance));
            }
        }
    }

    @Test
    void shardsMakeOneModel(@TempDir Path folder) throws IOException {
        ObjectNode config = TinyModels.llama("{}");
        RandomCheckpoint.write(folder, config, 5);
        Files.delete(folder.resolve("model.safetensors"));
        Map<String, Tensor> first = weights(config);
        Map<String, Tensor> second = new LinkedHashMap<>(first);
        first.keySet().removeIf(name -> name.contains("layers.1"));
        second.keySet().removeAll(first.keySet());
        SafetensorsWriter.write(folder.resolve("a.safetensors"), first, Map.of());
        SafetensorsWriter.write(folder.resolve("b.safetensors"), second, Map.of());
        String index = weights(config).keySet().stream()
                .map(name -> "\"" + name + "\": \"" + (first.containsKey(name) ? "a" : "b") + ".safetensors\"")
                .collect(Collectors.joining(", ", "{\"weight_map\": {", "}}"));
        Files.writeString(folder.resolve("model.safetensors.index.json"), index);
        try (Backbone sharded = Backbones.load(ModelFolder.open(folder), LoadOptions.cpu());
                Backbone whole = Backbones.random(config, 5, LoadOptions.cpu())) {
            assertThat(hidden(sharded)).containsExactly(hidden(whole));
        }
    }

    @Test
    void float32WeightsAreViewsOfTheMappedFile(@TempDir Path folder) {
        ObjectNode config = TinyModels.llama("{}");
        RandomCheckpoint.write(folder, config, 5);
        TensorSource source = SafetensorsFile.open(folder.resolve("model.safetensors"));
        try (Backbone backbone = Backbones.load(config, source, LoadOptions.cpu())) {
            assertThat(weight(backbone, QUERY).data_ptr())
                    .isEqualTo(source.tensor(QUERY).data_ptr());
        }
    }

    @Test
    void namesMayLackTheirPrefix() {
        ObjectNode config = TinyModels.opt("{}");
        Map<String, Tensor> weights = new LinkedHashMap<>();
        weights(config).forEach((name, weight) -> weights.put(name.substring("model.".length()), weight));
        try (Backbone bare = load(config, weights);
                Backbone whole = Backbones.random(config, 5, LoadOptions.cpu())) {
            assertThat(bare.parameters().keySet()).isEqualTo(whole.parameters().keySet());
            assertThat(hidden(bare)).containsExactly(hidden(whole));
        }
    }

    @Test
    void rotaryBuffersAndACopyOfATiedHeadArePassedOver() {
        ObjectNode config = TinyModels.llama("{\"tie_word_embeddings\": true}");
        Map<String, Tensor> weights = weights(config);
        weights.put("model.layers.0.self_attn.rotary_emb.inv_freq", Tensors.normal(1, 4));
        weights.put("lm_head.weight", found(weights, "model.embed_tokens.weight"));
        try (Backbone backbone = load(config, weights)) {
            assertThat(backbone.parameters()).doesNotContainKey("lm_head.weight");
        }
    }

    @Test
    void aTiedHeadThatDiffersIsRefused() {
        refused(
                TinyModels.llama("{\"tie_word_embeddings\": true}"),
                weights -> weights.put("lm_head.weight", Tensors.normal(1, 40, 32)),
                "lm_head.weight differs from model.embed_tokens.weight",
                "tie_word_embeddings");
    }

    @Test
    void aMissingTensorIsNamed() {
        refused(TinyModels.llama("{}"), weights -> weights.remove(QUERY), "test weights", QUERY);
    }

    @Test
    void aMissingHeadOfAnUntiedModelIsNamed() {
        refused(TinyModels.llama("{}"), weights -> weights.remove("lm_head.weight"), "test weights", "lm_head.weight");
    }

    @Test
    void anUnexpectedTensorIsNamed() {
        refused(
                TinyModels.llama("{}"),
                weights -> weights.put("model.layers.3.mlp.up_proj.weight", Tensors.normal(1, 48, 32)),
                "no place for",
                "model.layers.3.mlp.up_proj.weight");
    }

    @Test
    void aWrongShapeIsNamedWithTheRightOne() {
        refused(
                TinyModels.llama("{\"vocab_size\": 41}"),
                weights ->
                        weights.replaceAll((name, weight) -> name.contains("embed") ? weight.narrow(0, 0, 40) : weight),
                "model.embed_tokens.weight has the shape [40, 32]",
                "[41, 32]");
    }

    @Test
    void quantizedWeightsAreRefused() {
        refused(
                TinyModels.llama("{}"),
                weights -> weights.put(QUERY, Tensors.zeros(DType.INT8, ComputeDevice.CPU, 32, 32)),
                QUERY + " holds I8",
                "quantized");
    }

    @Test
    void integersRunOnTheCpuOnly() {
        assertThatThrownBy(() -> LoadOptions.cpu().as(WeightFormat.INT8).on(new ComputeDevice(true, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("weights are int8, which run on the CPU only");
    }

    private static void refused(
            ObjectNode config, Consumer<Map<String, Tensor>> change, String found, String alsoFound) {
        try (Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> weights = weights(config);
            change.accept(weights);
            assertThatThrownBy(() -> load(config, weights))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(found)
                    .hasMessageContaining(alsoFound);
        }
    }

    private static Backbone load(ObjectNode config, Map<String, Tensor> weights) {
        return Backbones.load(config, new MemoryTensors("test weights", weights), LoadOptions.cpu());
    }

    /** The weights of the random model with seed 5. */
    private static Map<String, Tensor> weights(ObjectNode config) {
        try (Backbone backbone = Backbones.random(config, 5, LoadOptions.cpu())) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            backbone.parameters().forEach((name, weight) -> weights.put(name, weight.mul(new Scalar(1.0))));
            return weights;
        }
    }

    private static Tensor weight(Backbone backbone, String name) {
        return found(backbone.parameters(), name);
    }

    private static Tensor found(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private static float[] hidden(Backbone backbone) {
        try (Scope scope = Scope.withoutGradient()) {
            return Tensors.toFloats(backbone.forward(backbone.embed(TinyModels.ids(2, 1, 9)), null));
        }
    }

    private static double spread(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares / values.length);
    }
}
