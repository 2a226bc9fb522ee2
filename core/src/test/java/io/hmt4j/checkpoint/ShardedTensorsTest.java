package io.hmt4j.checkpoint;

import static io.hmt4j.checkpoint.RawSafetensors.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedTensorsTest {

    private final Path folder;
    private final Path index;

    ShardedTensorsTest(@TempDir Path folder) {
        this.folder = folder;
        index = folder.resolve("model.safetensors.index.json");
    }

    @BeforeEach
    void writeTwoShards() throws IOException {
        RawSafetensors.write(
                folder.resolve("one.safetensors"),
                "{" + entry("a", "U8", "[2]", 0, 2) + "," + entry("b", "I16", "[1]", 2, 4) + "}",
                4);
        RawSafetensors.write(folder.resolve("two.safetensors"), "{" + entry("c", "U8", "[3]", 0, 3) + "}", 3);
    }

    @Test
    void readsEachTensorFromItsShard() throws IOException {
        writeIndex("\"c\":\"two.safetensors\",\"a\":\"one.safetensors\",\"b\":\"one.safetensors\"");
        Files.writeString(folder.resolve("config.json"), "{}");
        try (TensorSource tensors = ModelFolder.open(folder).openWeights()) {
            assertThat(tensors.names()).containsExactly("c", "a", "b");
            assertThat(tensors.shape("c")).containsExactly(3);
            assertThat(tensors.type("b")).isEqualTo(DType.INT16);
            assertThat(Tensors.toLongs(tensors.tensor("a"))).containsExactly(1, 2);
            assertThat(Tensors.toLongs(tensors.tensor("c"))).containsExactly(1, 2, 3);
            assertThat(tensors.origin("c")).endsWith("two.safetensors");
            assertThatThrownBy(() -> tensors.tensor("d"))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith(index + ": no tensor \"d\"; there are 3");
        }
    }

    @Test
    void refusesAShardThatIsMissing() throws IOException {
        Files.delete(folder.resolve("two.safetensors"));
        assertRefused(
                all(),
                folder.resolve("two.safetensors") + " does not exist, but " + index + " places tensor \"c\" there");
    }

    @Test
    void refusesATensorThatIsNotInItsShard() throws IOException {
        assertRefused(
                all() + ",\"d\":\"two.safetensors\"",
                index + " places tensor \"d\" in two.safetensors, but that file has none of that name");
    }

    @Test
    void refusesATensorThatIsInAnotherShardToo() throws IOException {
        RawSafetensors.write(
                folder.resolve("two.safetensors"),
                "{" + entry("c", "U8", "[1]", 0, 1) + "," + entry("a", "U8", "[1]", 1, 2) + "}",
                2);
        assertRefused(
                all(), index + " places tensor \"a\" in one.safetensors, but two.safetensors has one of that name too");
    }

    @Test
    void refusesATensorThatTheIndexDoesNotList() throws IOException {
        assertRefused(
                "\"a\":\"one.safetensors\"", index + " does not list tensor \"b\", which lies in one.safetensors");
    }

    @Test
    void refusesATensorListedTwice() throws IOException {
        assertRefused(all() + ",\"a\":\"two.safetensors\"", index + ", line 1, column 113: Duplicate field 'a'");
    }

    @Test
    void refusesAShardThatIsDamaged() throws IOException {
        Files.write(folder.resolve("two.safetensors"), new byte[5]);
        assertRefused(all(), folder.resolve("two.safetensors") + " has 5 bytes; a safetensors file has at least 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../one.safetensors",
                "/etc/passwd",
                "..",
                ".",
                "",
                "sub/one.safetensors",
                "..\\\\one",
                "C:one",
                "a\\u0000b"
            })
    void refusesToLeaveTheFolder(String shard) throws IOException {
        writeIndex("\"a\":\"" + shard + "\"");
        assertThatThrownBy(() -> ShardedTensors.open(index))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(index + ": weight_map places tensor \"a\" in \"")
                .hasMessageEndingWith("allowed: the name of a file in the same folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"weight_map\": []}", "{\"weight_map\": {}}"})
    void refusesAnIndexWithoutAMap(String text) throws IOException {
        Files.writeString(index, text);
        assertThatThrownBy(() -> ShardedTensors.open(index))
                .isInstanceOf(InputException.class)
                .hasMessage(index + ": weight_map is not an object that names the file of each tensor");
    }

    @Test
    void unmapsTheShardsItHadOpenedWhenItRefusesALaterOne() throws IOException {
        writeIndex(all());
        Files.write(folder.resolve("two.safetensors"), new byte[5]);
        assertThatThrownBy(() -> ShardedTensors.open(index)).isInstanceOf(InputException.class);
        long before = Engine.liveObjects();
        assertThatThrownBy(() -> ShardedTensors.open(index)).isInstanceOf(InputException.class);
        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    private static String all() {
        return "\"a\":\"one.safetensors\",\"b\":\"one.safetensors\",\"c\":\"two.safetensors\"";
    }

    private void writeIndex(String map) throws IOException {
        Files.writeString(index, "{\"metadata\":{\"total_size\":7},\"weight_map\":{" + map + "}}");
    }

    private void assertRefused(String map, String message) throws IOException {
        writeIndex(map);
        assertThatThrownBy(() -> ShardedTensors.open(index))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }
}
