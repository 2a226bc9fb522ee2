package io.hmt4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private final Path file;

    ConfigReaderTest(@TempDir Path folder) {
        file = folder.resolve("config.json");
    }

    @Test
    void readsValuesOfAllTypes() throws IOException {
        ConfigReader config = reader(
                "{\"width\": 64, \"theta\": 1e6, \"tied\": true, \"act\": \"silu\", \"factors\": [1, 2.5],"
                        + " \"kinds\": [\"full\", \"sliding\"], \"end\": [1, 2], \"start\": 3, \"whole\": 7.0, \"none\": null}");
        assertThat(config.positiveInt("width")).isEqualTo(64);
        assertThat(config.positiveInt("whole")).isEqualTo(7);
        assertThat(config.number("theta")).isEqualTo(1_000_000);
        assertThat(config.positiveNumber("width")).isEqualTo(64);
        assertThat(config.flag("tied", false)).isTrue();
        assertThat(config.text("act")).isEqualTo("silu");
        assertThat(config.oneOf("act", List.of("gelu", "silu"))).isEqualTo("silu");
        assertThat(config.numbers("factors")).containsExactly(1.0, 2.5);
        assertThat(config.texts("kinds")).containsExactly("full", "sliding");
        assertThat(config.ids("end")).containsExactly(1, 2);
        assertThat(config.ids("start")).containsExactly(3);
        assertThat(config.has("none")).isFalse();
        assertThatCode(() -> config.refuseUnknown(Set.of())).doesNotThrowAnyException();
    }

    @Test
    void takesTheDefaultWhereAKeyIsAbsentOrNull() throws IOException {
        ConfigReader config = reader("{\"width\": null}");
        assertThat(config.positiveInt("width", 5)).isEqualTo(5);
        assertThat(config.nonNegativeInt("depth", 0)).isZero();
        assertThat(config.number("theta", -1.5)).isEqualTo(-1.5);
        assertThat(config.positiveNumber("scale", 2)).isEqualTo(2);
        assertThat(config.flag("tied", true)).isTrue();
        assertThat(config.text("act", "silu")).isEqualTo("silu");
        assertThat(config.oneOf("act", "silu", List.of("gelu"))).isEqualTo("silu");
        assertThat(config.numbers("factors")).isEmpty();
        assertThat(config.texts("kinds")).isEmpty();
        assertThat(config.ids("end")).isEmpty();
        assertThat(config.object("rope_scaling")).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void namesFileKeyValueAndWhatIsAllowed(String json, Consumer<ConfigReader> question, String message)
            throws IOException {
        ConfigReader config = reader(json);
        assertThatThrownBy(() -> question.accept(config))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": " + message);
    }

    static Stream<Arguments> namesFileKeyValueAndWhatIsAllowed() {
        return Stream.of(
                wrong("{}", c -> c.positiveInt("k"), "k is missing"),
                wrong("{\"k\": 0}", c -> c.positiveInt("k"), "k is 0; allowed: integers from 1"),
                wrong("{\"k\": -1}", c -> c.nonNegativeInt("k", 1), "k is -1; allowed: integers from 0"),
                wrong("{\"k\": 1.5}", c -> c.positiveInt("k", 1), "k is 1.5; allowed: integers from 1"),
                wrong("{\"k\": 2147483648}", c -> c.positiveInt("k"), "k is 2147483648; allowed: integers from 1"),
                wrong("{\"k\": \"64\"}", c -> c.positiveInt("k"), "k is \"64\"; allowed: integers from 1"),
                wrong("{\"k\": NaN}", c -> c.positiveInt("k"), "k is \"NaN\"; allowed: integers from 1"),
                wrong("{\"k\": \"x\"}", c -> c.number("k"), "k is \"x\"; allowed: numbers"),
                wrong("{\"k\": Infinity}", c -> c.number("k", 1), "k is \"Infinity\"; allowed: numbers"),
                wrong("{\"k\": 1e999}", c -> c.number("k"), "k is \"Infinity\"; allowed: numbers"),
                wrong("{\"k\": 0.0}", c -> c.positiveNumber("k"), "k is 0.0; allowed: numbers above 0"),
                wrong("{\"k\": 1}", c -> c.flag("k", true), "k is 1; allowed: true, false"),
                wrong("{\"k\": true}", c -> c.text("k"), "k is true; allowed: a string"),
                wrong("{\"k\": \"b\"}", c -> c.oneOf("k", List.of("a", "c")), "k is \"b\"; allowed: a, c"),
                wrong("{\"k\": 3}", c -> c.oneOf("k", "a", List.of("a")), "k is 3; allowed: a"),
                wrong("{\"k\": 3}", c -> c.numbers("k"), "k is 3; allowed: a list of numbers"),
                wrong("{\"k\": [1, \"a\"]}", c -> c.numbers("k"), "k is \"a\"; allowed: numbers"),
                wrong("{\"k\": [1]}", c -> c.texts("k"), "k is 1; allowed: a list of strings"),
                wrong("{\"k\": \"a\"}", c -> c.ids("k"), "k is \"a\"; allowed: an integer or a list of integers"),
                wrong("{\"k\": [-1]}", c -> c.ids("k"), "k is -1; allowed: integers from 0"),
                wrong("{\"k\": 3}", c -> c.object("k"), "k is 3; allowed: an object"),
                wrong("{\"k\": {\"a\": 0}}", c -> inner(c).positiveInt("a"), "k.a is 0; allowed: integers from 1"),
                wrong("{\"k\": {}}", c -> inner(c).text("a"), "k.a is missing"));
    }

    @Test
    void refusesByNameEveryKeyThatNobodyAskedFor() throws IOException {
        ConfigReader config =
                reader("{\"width\": 64, \"logit_scale\": 0.1, \"rope_scaling\": {\"factor\": 2, \"trick\": 1},"
                        + " \"attention_dropout\": 0.1, \"quantization_config\": {\"bits\": 4}}");
        config.positiveInt("width");
        Objects.requireNonNull(config.object("rope_scaling")).number("factor");
        assertThatThrownBy(() -> config.refuseUnknown(HarmlessKeys.ALL))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        file + ": logit_scale, quantization_config, rope_scaling.trick are not supported here");
    }

    @Test
    void goesOnWithoutAKeyThatTheUserAllowsToBeIgnored() throws IOException {
        String json = "{\"quantization_config\": {\"bits\": 4}, \"rope_scaling\": {\"factor\": \"odd\", \"trick\": 1}}";
        ConfigReader config = reader(json, Set.of("quantization_config", "rope_scaling.trick", "rope_scaling.factor"));
        assertThat(Objects.requireNonNull(config.object("rope_scaling")).number("factor", 3))
                .isEqualTo(3);
        assertThatCode(() -> config.refuseUnknown(Set.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"quantization_config\": null",
                "\"pruned_heads\": {}",
                "\"layer_types\": []",
                "\"is_encoder_decoder\": false",
                "\"use_mrope\": false",
                "\"torch_dtype\": \"bfloat16\""
            })
    void acceptsAKeyThatSaysNothing(String property) throws IOException {
        ConfigReader config = reader("{" + property + "}");
        assertThatCode(() -> config.refuseUnknown(HarmlessKeys.ALL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use_mrope\": true",
                "\"rope_interleaved\": true",
                "\"is_encoder_decoder\": true",
                "\"pruned_heads\": {\"0\": [1]}",
                "\"tie_word_embeddings\": false",
                "\"sliding_window\": 4096",
                "\"logits_soft_cap\": 0",
                "\"some_switch\": false"
            })
    void refusesAKeyThatMayChangeTheArithmetic(String property) throws IOException {
        ConfigReader config = reader("{" + property + "}");
        assertThatThrownBy(() -> config.refuseUnknown(HarmlessKeys.ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(property.substring(1, property.indexOf('"', 1)) + " is not supported here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{", "{\"a\": 1,}", "{\"a\": 1, \"a\": 2}", "{} {}", "{'a': 1}"})
    void refusesWhatIsNotOneJsonObject(String text) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> JsonFile.readObject(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString());
    }

    private static Arguments wrong(String json, Consumer<ConfigReader> question, String message) {
        return Arguments.of(json, question, message);
    }

    private static ConfigReader inner(ConfigReader config) {
        return Objects.requireNonNull(config.object("k"));
    }

    private ConfigReader reader(String json) throws IOException {
        return reader(json, Set.of());
    }

    private ConfigReader reader(String json, Set<String> ignored) throws IOException {
        Files.writeString(file, json);
        ObjectNode object = JsonFile.readObject(file);
        return new ConfigReader(file.toString(), object, ignored);
    }
}
