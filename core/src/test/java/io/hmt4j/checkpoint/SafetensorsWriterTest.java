package io.hmt4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsWriterTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    private final Path folder;
    private final Path path;

    SafetensorsWriterTest(@TempDir Path folder) {
        this.folder = folder;
        path = folder.resolve("written.safetensors");
    }

    @Test
    void writesByteForByteWhatTheReferenceImplementationWrites() {
        Path original = RESOURCES.resolve("safetensors/all_formats.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(original)) {
            SafetensorsWriter.write(path, tensors(file), file.metadata());
        }
        assertThat(path).hasSameBinaryContentAs(original);
    }

    @Test
    void keepsEveryTensorOfAModel() {
        Path original = RESOURCES.resolve("parity/llama/model.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(original)) {
            SafetensorsWriter.write(path, tensors(file), Map.of());
            try (SafetensorsFile written = SafetensorsFile.open(path)) {
                assertThat(written.names()).containsExactlyInAnyOrderElementsOf(file.names());
                assertThat(file.names())
                        .allSatisfy(name -> assertThat(written.tensor(name).equal(file.tensor(name)))
                                .isTrue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void keepsEveryFormat(DType type) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor written = Tensors.as(Tensors.longs(new long[] {0, 1, 1, 0, 1, 1}, 2, 3), type);
            SafetensorsWriter.write(path, Map.of("t", written), Map.of());
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                assertThat(file.type("t")).isEqualTo(type);
                assertThat(file.tensor("t").equal(written)).isTrue();
            }
        }
    }

    @Test
    void writesTensorsWhoseRowsDoNotLieInOrder() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor matrix = Tensors.floats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor spread = Tensors.floats(new float[] {7}, 1).expand(4);
            Map<String, Tensor> tensors = Map.of("turned", matrix.t(), "spread", spread, "column", matrix.select(1, 1));
            SafetensorsWriter.write(path, tensors, Map.of());
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.shape("turned")).containsExactly(3, 2);
            assertThat(Tensors.toFloats(file.tensor("turned"))).containsExactly(1, 4, 2, 5, 3, 6);
            assertThat(Tensors.toFloats(file.tensor("spread"))).containsExactly(7, 7, 7, 7);
            assertThat(Tensors.toFloats(file.tensor("column"))).containsExactly(2, 5);
        }
    }

    @Test
    void writesParametersThatAreBeingTrained() {
        try (Scope scope = Scope.open()) {
            Tensor leaf = Tensors.floats(new float[] {3}, 1).set_requires_grad(true);
            SafetensorsWriter.write(path, Map.of("leaf", leaf, "computed", leaf.mul(leaf)), Map.of());
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(Tensors.toFloats(file.tensor("computed"))).containsExactly(9);
        }
    }

    @Test
    void writesTensorsLargerThanOneWindow() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor range = Tensors.range(5_000_001, ComputeDevice.CPU); // 40 MB
            SafetensorsWriter.write(path, Map.of("range", range), Map.of());
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                assertThat(file.tensor("range").equal(range)).isTrue();
            }
        }
    }

    @Test
    void escapesNamesAndMetadata() {
        String name = "a\"b\\c\n\u0001 模 \uD83D\uDE00";
        try (Scope scope = Scope.withoutGradient()) {
            SafetensorsWriter.write(path, Map.of(name, Tensors.longs(new long[] {1}, 1)), Map.of(name, name));
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactly(name);
            assertThat(file.metadata()).isEqualTo(Map.of(name, name));
        }
    }

    @Test
    void writesAFileWithoutTensors() {
        SafetensorsWriter.write(path, Map.of(), Map.of());
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).isEmpty();
        }
    }

    @Test
    void replacesTheFileItsOwnTensorsAreMappedFrom() {
        try (Scope scope = Scope.withoutGradient()) {
            SafetensorsWriter.write(path, Map.of("t", Tensors.longs(new long[] {1, 2}, 2)), Map.of());
            try (SafetensorsFile old = SafetensorsFile.open(path)) {
                SafetensorsWriter.write(path, Map.of("u", old.tensor("t").add(old.tensor("t"))), Map.of());
                assertThat(Tensors.toLongs(old.tensor("t"))).containsExactly(1, 2);
            }
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(Tensors.toLongs(file.tensor("u"))).containsExactly(2, 4);
        }
    }

    @Test
    void leavesNothingButTheFile() throws IOException {
        SafetensorsWriter.write(path, Map.of(), Map.of());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void leavesNoNativeObjectBehind() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor turned = Tensors.floats(new float[600], 20, 30).t();
            SafetensorsWriter.write(path, Map.of("t", turned), Map.of());
            long before = Engine.liveObjects();
            for (int round = 0; round < 10; round++) {
                SafetensorsWriter.write(path, Map.of("t", turned), Map.of());
            }
            assertThat(Engine.liveObjects()).isEqualTo(before);
        }
    }

    @Test
    void refusesFoldersThatAreNotThere() {
        Path nowhere = folder.resolve("missing").resolve("t.safetensors");
        assertThatThrownBy(() -> SafetensorsWriter.write(nowhere, Map.of(), Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessage(nowhere + " cannot be written: the folder " + nowhere.getParent() + " does not exist");
    }

    @Test
    void refusesTheNameThatIsReserved() {
        try (Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> tensors = Map.of("__metadata__", Tensors.longs(new long[] {1}, 1));
            assertThatThrownBy(() -> SafetensorsWriter.write(path, tensors, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void readsBackFromMemoryWhatWasPutIn() {
        try (Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("z", Tensors.floats(new float[] {1, 2}, 2));
            tensors.put("a", Tensors.longs(new long[] {3}, 1));
            try (MemoryTensors memory = new MemoryTensors("random weights", tensors)) {
                assertThat(memory.names()).containsExactly("z", "a");
                assertThat(memory.type("a")).isEqualTo(DType.INT64);
                assertThat(memory.shape("z")).containsExactly(2);
                assertThatThrownBy(() -> memory.tensor("b"))
                        .isInstanceOf(InputException.class)
                        .hasMessage("random weights: no tensor \"b\"; there are 2, such as \"z\", \"a\"");
            }
        }
    }

    private static Map<String, Tensor> tensors(TensorSource source) {
        Map<String, Tensor> tensors = new HashMap<>();
        source.names().forEach(name -> tensors.put(name, source.tensor(name)));
        return tensors;
    }
}
