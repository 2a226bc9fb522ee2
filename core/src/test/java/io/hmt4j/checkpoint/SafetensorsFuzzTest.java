package io.hmt4j.checkpoint;

import static io.hmt4j.checkpoint.RawSafetensors.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.InputException;
import io.hmt4j.tensor.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, a file is refused with an InputException or gives tensors as its header says. */
class SafetensorsFuzzTest {

    private static final byte[] VALID = RawSafetensors.bytes(
            "{\"__metadata__\":{\"format\":\"pt\"}," + entry("model.norm.weight", "F32", "[2,2]", 0, 16) + ","
                    + entry("ids", "I64", "[1]", 16, 24) + "," + entry("scalar", "BF16", "[]", 24, 26) + ","
                    + entry("none", "U8", "[0,5]", 26, 26) + "," + entry("mask", "BOOL", "[3]", 26, 29) + "}",
            29);

    private final Path file;

    SafetensorsFuzzTest(@TempDir Path folder) {
        file = folder.resolve("fuzzed.safetensors");
    }

    @Test
    void survivesFlippedBytes() throws IOException {
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = VALID.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            refused += refused(bytes);
        }
        assertThat(refused).isBetween(2250, 2990);
    }

    @Test
    void survivesDigitsAndBracketsInWrongPlaces() throws IOException {
        Random random = new Random(2);
        byte[] alphabet = "0123456789-{}[]\",:eE.ntf \\".getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = VALID.clone();
            bytes[8 + random.nextInt(bytes.length - 37)] = alphabet[random.nextInt(alphabet.length)];
            refused += refused(bytes);
        }
        assertThat(refused).isBetween(1500, 2990);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        for (int length = 0; length < VALID.length; length++) {
            assertThat(refused(Arrays.copyOf(VALID, length)))
                    .as("first %d bytes", length)
                    .isEqualTo(1);
        }
        assertThat(refused(VALID)).isZero();
    }

    private int refused(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (SafetensorsFile opened = SafetensorsFile.open(file);
                Scope scope = Scope.withoutGradient()) {
            for (String name : opened.names()) {
                Tensor tensor = opened.tensor(name);
                assertThat(tensor.shape()).isEqualTo(opened.shape(name));
                assertThat(new TensorBytes(tensor.clone()).size()).isLessThanOrEqualTo(29);
            }
            return 0;
        } catch (InputException expected) {
            assertThat(expected).hasMessageContaining(file.toString());
            return 1;
        }
    }
}
