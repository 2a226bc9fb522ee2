package io.hmt4j.checkpoint;

import static io.hmt4j.checkpoint.RawSafetensors.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

    private final Path path;

    SafetensorsFileTest(@TempDir Path folder) {
        path = folder.resolve("weights.safetensors");
    }

    @Test
    void readsScalarsAndEmptyTensors() throws IOException {
        String header = "{" + entry("scalar", "I16", "[]", 0, 2) + "," + entry("none", "F32", "[3,0]", 2, 2) + "}";
        RawSafetensors.write(path, header, 2);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactly("scalar", "none");
            assertThat(file.tensor("scalar").dim()).isZero();
            assertThat(Tensors.toLongs(file.tensor("scalar"))).containsExactly(0x0201);
            assertThat(file.tensor("none").shape()).containsExactly(3, 0);
            assertThat(Tensors.toFloats(file.tensor("none"))).isEmpty();
        }
    }

    @Test
    void readsAFileWithoutAnyTensor() throws IOException {
        RawSafetensors.write(path, "{}", 0);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).isEmpty();
            assertThat(file.metadata()).isEmpty();
        }
    }

    @Test
    void readsTensorsThatAreNotAligned() throws IOException {
        String header = "{" + entry("byte", "U8", "[1]", 0, 1) + "," + entry("words", "I32", "[2]", 1, 9) + "}";
        RawSafetensors.write(path, header, 9);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(Tensors.toLongs(file.tensor("byte"))).containsExactly(1);
            assertThat(Tensors.toLongs(file.tensor("words"))).containsExactly(0x05040302, 0x09080706);
        }
    }

    @Test
    void acceptsAHeaderPaddedWithSpacesAndAnyOrderOfTensors() throws IOException {
        String header = "{" + entry("z", "U8", "[2]", 1, 3) + ", " + entry("a", "U8", "[1]", 0, 1) + "}      ";
        RawSafetensors.write(path, header, 3);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.names()).containsExactly("z", "a");
            assertThat(Tensors.toLongs(file.tensor("z"))).containsExactly(2, 3);
        }
    }

    @Test
    void givesOutTheMetadata() throws IOException {
        RawSafetensors.write(path, "{\"__metadata__\":{\"format\":\"pt\",\"note\":\"\\u00e9\"}}", 0);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.metadata())
                    .containsEntry("format", "pt")
                    .containsEntry("note", "é")
                    .hasSize(2);
        }
    }

    @Test
    void handsOutViewsOfTheMappedFileNotCopies() throws IOException {
        RawSafetensors.write(path, "{" + entry("a", "U8", "[2]", 0, 2) + "," + entry("b", "U8", "[2]", 2, 4) + "}", 4);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            Tensor a = file.tensor("a");
            Tensor b = file.tensor("b");
            assertThat(b.data_ptr().address()).isEqualTo(a.data_ptr().address() + 2);
            assertThat(file.tensor("a")).isSameAs(a);
        }
    }

    @Test
    void writingIntoATensorLeavesTheFileAsItWas() throws IOException {
        RawSafetensors.write(path, "{" + entry("a", "U8", "[2]", 0, 2) + "}", 2);
        byte[] before = Files.readAllBytes(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(Tensors.toLongs(file.tensor("a").zero_())).containsExactly(0, 0);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    @Test
    void namesWhatIsThereWhenATensorIsMissing() throws IOException {
        RawSafetensors.write(path, "{" + entry("a", "U8", "[2]", 0, 2) + "}", 2);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.tensor("lm_head.weight"))
                    .isInstanceOf(InputException.class)
                    .hasMessage(path + ": no tensor \"lm_head.weight\"; there are 1, such as \"a\"");
            assertThatThrownBy(() -> file.shape("b")).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> file.type("b")).isInstanceOf(InputException.class);
        }
    }

    @Test
    void hasNothingToGiveOnceItIsClosed() throws IOException {
        RawSafetensors.write(path, "{" + entry("a", "U8", "[2]", 0, 2) + "}", 2);
        SafetensorsFile file = SafetensorsFile.open(path);
        file.tensor("a");
        file.close();
        file.close();
        assertThatThrownBy(() -> file.tensor("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsAFileWhoseNameIsNotAscii() throws IOException {
        Path strange = path.resolveSibling("modèle 模型 %s.safetensors");
        RawSafetensors.write(strange, "{" + entry("a", "U8", "[2]", 0, 2) + "}", 2);
        try (SafetensorsFile file = SafetensorsFile.open(strange)) {
            assertThat(Tensors.toLongs(file.tensor("a"))).containsExactly(1, 2);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a file with holes may take all its bytes on the disk")
    void readsTensorsBeyondTwoGigabytes() throws IOException {
        long big = 3L << 30;
        String header = "{" + entry("big", "U8", "[" + big + "]", 0, big) + ","
                + entry("last", "U8", "[2]", big, big + 2) + "}";
        byte[] start = RawSafetensors.bytes(header, 0);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.write(start);
            sparse.seek(start.length + big);
            sparse.write(new byte[] {5, 6});
        }
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensor("big").numel()).isEqualTo(big);
            assertThat(file.type("big")).isEqualTo(DType.UINT8);
            assertThat(Tensors.toLongs(file.tensor("last"))).containsExactly(5, 6);
            assertThat(Engine.residentBytes()).isLessThan(big);
        }
    }
}
