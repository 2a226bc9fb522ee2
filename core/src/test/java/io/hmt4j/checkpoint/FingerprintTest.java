package io.hmt4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final Path LLAMA = Path.of("src/test/resources/parity/llama");
    private static final String CONFIG = "{\"hidden_size\": 64, \"rope_theta\": 10000.0}";
    private static final int LARGE = 30_000; // elements, 120 kB: more than is sampled

    @Test
    void isTheSameInEveryVersionForMemoriesOnDiskHoldIt() {
        ModelFolder model = ModelFolder.open(LLAMA);
        try (TensorSource weights = model.openWeights()) {
            assertThat(Fingerprint.of(weights, model.config()).shortForm()).isEqualTo("cf7977f2ee57");
        }
    }

    @Test
    void doesNotDependOnPlaceShardsOrFormatOfTheFiles(@TempDir Path folder) throws IOException {
        ModelFolder model = ModelFolder.open(LLAMA);
        try (TensorSource weights = model.openWeights();
                TensorSource sharded = shardedCopy(weights, folder)) {
            Fingerprint fingerprint = Fingerprint.of(weights, model.config());
            assertThat(Fingerprint.of(sharded, model.config())).isEqualTo(fingerprint);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rope_theta\": 1e4, \"hidden_size\": 64}",
                "{\"hidden_size\": 64.0, \"rope_theta\": 10000}",
                "{\"hidden_size\": 64, \"rope_theta\": 10000.0, \"use_cache\": true, \"rope_scaling\": null}"
            })
    void doesNotDependOnHowTheConfigurationIsSpelled(String spelling) {
        assertThat(fingerprint(spelling, values())).isEqualTo(fingerprint(CONFIG, values()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"hidden_size\": 65, \"rope_theta\": 10000.0}",
                "{\"hidden_size\": 64}",
                "{\"hidden_size\": 64, \"rope_theta\": \"10000\"}",
                "{\"hidden_size\": 64, \"rope_theta\": 10000.0, \"attention_bias\": false}"
            })
    void dependsOnWhatTheConfigurationSays(String other) {
        assertThat(fingerprint(other, values())).isNotEqualTo(fingerprint(CONFIG, values()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1023, LARGE / 2, LARGE - 1024, LARGE - 1})
    void dependsOnTheValuesAtBeginningMiddleAndEnd(int changed) {
        float[] other = values();
        other[changed] += 1;
        assertThat(fingerprint(CONFIG, other)).isNotEqualTo(fingerprint(CONFIG, values()));
    }

    @Test
    void dependsOnNamesShapesAndFormats() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor zeros = Tensors.floats(new float[4], 4);
            assertThat(Stream.of(
                                    Map.of("a", zeros),
                                    Map.of("b", zeros),
                                    Map.of("a", zeros.view(2, 2)),
                                    Map.of("a", Tensors.longs(new long[2], 2)),
                                    Map.of("a", zeros, "b", zeros))
                            .map(tensors -> Fingerprint.of(new MemoryTensors("test", tensors), json(CONFIG))))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void takesInFurtherParts() {
        Fingerprint model = fingerprint(CONFIG, values());
        try (Scope scope = Scope.withoutGradient();
                MemoryTensors memory = new MemoryTensors("test", Map.of("mem", Tensors.floats(new float[2], 2)))) {
            Fingerprint whole = model.with("memory", memory).with("settings", json("{\"segment\": 16}"));
            assertThat(whole)
                    .isEqualTo(model.with("memory", memory).with("settings", json("{\"segment\": 16.0}")))
                    .isNotEqualTo(model.with("memory", memory).with("settings", json("{\"segment\": 17}")))
                    .isNotEqualTo(
                            model.with("settings", json("{\"segment\": 16}")).with("memory", memory))
                    .isNotEqualTo(model.with("memory", memory))
                    .isNotEqualTo(model);
        }
    }

    @Test
    void hasAShortFormOfTwelveDigits() {
        Fingerprint fingerprint = fingerprint(CONFIG, values());
        assertThat(fingerprint.toString()).hasSize(64).startsWith(fingerprint.shortForm());
        assertThat(fingerprint.shortForm()).matches("[0-9a-f]{12}");
        assertThat(new Fingerprint(fingerprint.hex())).isEqualTo(fingerprint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz"})
    void isMadeOfSixtyFourDigits(String hex) {
        assertThatThrownBy(() -> new Fingerprint(hex)).isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] values() {
        float[] values = new float[LARGE];
        for (int i = 0; i < LARGE; i++) {
            values[i] = i;
        }
        return values;
    }

    private static Fingerprint fingerprint(String config, float[] values) {
        try (Scope scope = Scope.withoutGradient();
                MemoryTensors source = new MemoryTensors("test", Map.of("w", Tensors.floats(values, values.length)))) {
            return Fingerprint.of(source, json(config));
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new JsonMapper().readTree(text);
        } catch (JsonProcessingException error) {
            throw new IllegalArgumentException(text, error);
        }
    }

    private static TensorSource shardedCopy(TensorSource source, Path folder) throws IOException {
        Map<String, Tensor> even = new HashMap<>();
        Map<String, Tensor> odd = new HashMap<>();
        ObjectNode index = new JsonMapper().createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        for (String name : source.names()) {
            boolean first = even.size() <= odd.size();
            (first ? even : odd).put(name, source.tensor(name));
            map.put(name, first ? "1.safetensors" : "2.safetensors");
        }
        SafetensorsWriter.write(folder.resolve("1.safetensors"), even, Map.of("format", "pt"));
        SafetensorsWriter.write(folder.resolve("2.safetensors"), odd, Map.of());
        Path file = Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
        return ShardedTensors.open(file);
    }
}
