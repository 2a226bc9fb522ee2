package io.hmt4j.checkpoint;

import static io.hmt4j.checkpoint.RawSafetensors.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CorruptSafetensorsTest {

    private final Path folder;

    CorruptSafetensorsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusesAWrongHeaderNamingFileAndTensor(String what, String header, int dataBytes, String message)
            throws IOException {
        Path file = RawSafetensors.write(folder.resolve("bad.safetensors"), header, dataBytes);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + ": " + message);
    }

    static Stream<Arguments> refusesAWrongHeaderNamingFileAndTensor() {
        return Stream.of(headers(), fields(), shapesAndOffsets(), coverage()).flatMap(cases -> cases);
    }

    private static Stream<Arguments> headers() {
        String good = entry("a", "F32", "[1]", 0, 4);
        return Stream.of(
                arguments("array", "[1, 2]", 0, "the header is not a JSON object"),
                arguments("number", "12345", 0, "the header is not a JSON object"),
                arguments("empty", "", 0, "the header is not a JSON object"),
                arguments(
                        "truncated",
                        "{\"a\":{\"dtype\":\"F32\"",
                        0,
                        "the header is not valid JSON at character 19: Unexpected end-of-input: expected close marker for Object"),
                arguments(
                        "text after the object",
                        "{" + good + "}{}",
                        4,
                        "the header goes on after the end of its JSON object"),
                arguments(
                        "tensor twice",
                        "{" + good + "," + entry("a", "F32", "[1]", 4, 8) + "}",
                        8,
                        "tensor \"a\" appears twice in the header"),
                arguments(
                        "metadata as array",
                        "{\"__metadata__\":[]}",
                        0,
                        "the header's __metadata__ is not an object of strings"),
                arguments(
                        "metadata with a number",
                        "{\"__metadata__\":{\"step\":7}}",
                        0,
                        "the header's __metadata__ is not an object of strings: see its key \"step\""),
                arguments(
                        "metadata key twice",
                        "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}",
                        0,
                        "the header's __metadata__ has the key \"k\" twice"),
                arguments(
                        "metadata twice",
                        "{\"__metadata__\":{},\"__metadata__\":{}}",
                        0,
                        "the header's __metadata__ is there twice"));
    }

    private static Stream<Arguments> fields() {
        return Stream.of(
                arguments("entry is null", "{\"a\":null}", 0, "tensor \"a\": its entry in the header is not an object"),
                arguments(
                        "no dtype",
                        "{\"a\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
                        4,
                        "tensor \"a\": its entry has no dtype"),
                arguments(
                        "no shape",
                        "{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,4]}}",
                        4,
                        "tensor \"a\": its entry has no shape"),
                arguments(
                        "no offsets",
                        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}",
                        4,
                        "tensor \"a\": its entry has no data_offsets"),
                arguments(
                        "unknown key",
                        "{\"a\":{\"dtype\":\"U8\",\"scale\":2}}",
                        0,
                        "tensor \"a\": its entry has the key \"scale\"; known: dtype, shape, data_offsets"),
                arguments(
                        "key twice",
                        "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"I8\"}}",
                        0,
                        "tensor \"a\": its entry has the key dtype twice"),
                arguments("dtype is a number", "{\"a\":{\"dtype\":8}}", 0, "tensor \"a\": dtype is not a string"),
                arguments(
                        "unknown dtype",
                        "{" + entry("a", "F8_E4M3", "[4]", 0, 4) + "}",
                        4,
                        "tensor \"a\": dtype is \"F8_E4M3\"; known: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL"),
                arguments(
                        "dtype with control characters",
                        "{" + entry("a\\u0007", "F\\n8", "[4]", 0, 4) + "}",
                        4,
                        "tensor \"a\\u0007\": dtype is \"F\\u000a8\"; known: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL"));
    }

    private static Stream<Arguments> shapesAndOffsets() {
        String tooMany = "[" + "1,".repeat(64) + "1]";
        return Stream.of(
                arguments(
                        "shape is a number",
                        one("U8", "4", "[0,4]"),
                        4,
                        "tensor \"a\": shape is not an array of integers"),
                arguments(
                        "shape of fractions",
                        one("U8", "[4.0]", "[0,4]"),
                        4,
                        "tensor \"a\": shape is not an array of integers"),
                arguments(
                        "shape of strings",
                        one("U8", "[\"4\"]", "[0,4]"),
                        4,
                        "tensor \"a\": shape is not an array of integers"),
                arguments(
                        "negative shape",
                        one("U8", "[-4,-1]", "[0,4]"),
                        4,
                        "tensor \"a\": shape has \"-4\"; allowed: 0 to 2^63 - 1"),
                arguments(
                        "number beyond 64 bits",
                        one("U8", "[18446744073709551620]", "[0,4]"),
                        4,
                        "tensor \"a\": shape has \"18446744073709551620\"; allowed: 0 to 2^63 - 1"),
                arguments(
                        "product overflows to 0",
                        one("U8", "[4294967296,4294967296]", "[0,0]"),
                        0,
                        "tensor \"a\": shape [4294967296, 4294967296] is larger than any file"),
                arguments(
                        "strides overflow beside a 0",
                        one("F32", "[0,4294967296,4294967296]", "[0,0]"),
                        0,
                        "tensor \"a\": shape [0, 4294967296, 4294967296] is larger than any file"),
                arguments(
                        "65 dimensions",
                        one("U8", tooMany, "[0,1]"),
                        1,
                        "tensor \"a\": shape has more than 64 numbers"),
                arguments(
                        "offsets as object",
                        one("U8", "[4]", "{}"),
                        4,
                        "tensor \"a\": data_offsets is not an array of integers"),
                arguments(
                        "one offset",
                        one("U8", "[4]", "[4]"),
                        4,
                        "tensor \"a\": data_offsets is [4]; allowed: two integers, begin and end"),
                arguments(
                        "three offsets",
                        one("U8", "[4]", "[0,4,8]"),
                        4,
                        "tensor \"a\": data_offsets has more than 2 numbers"),
                arguments(
                        "fractional offset",
                        one("U8", "[4]", "[0,4e0]"),
                        4,
                        "tensor \"a\": data_offsets is not an array of integers"),
                arguments(
                        "begins after its end",
                        one("U8", "[4]", "[4,0]"),
                        4,
                        "tensor \"a\": data_offsets is [4, 0]: it begins after its end"),
                arguments(
                        "size and shape differ",
                        one("BF16", "[3]", "[0,4]"),
                        4,
                        "tensor \"a\": data_offsets [0, 4] span 4 bytes, but BF16 of shape [3] takes 6"),
                arguments(
                        "scalar of no bytes",
                        one("F32", "[]", "[0,0]"),
                        0,
                        "tensor \"a\": data_offsets [0, 0] span 0 bytes, but F32 of shape [] takes 4"));
    }

    private static Stream<Arguments> coverage() {
        String first = entry("a", "U8", "[4]", 0, 4);
        return Stream.of(
                arguments(
                        "data cut off",
                        "{" + first + "," + entry("b", "F32", "[2]", 4, 12) + "}",
                        11,
                        "tensor \"b\" ends at byte 12 of the data, but the file has only 11: it is cut off, or its offsets"
                                + " are wrong"),
                arguments(
                        "offset near 2^63",
                        "{" + entry("a", "U8", "[4]", Long.MAX_VALUE - 4, Long.MAX_VALUE) + "}",
                        4,
                        "tensor \"a\" ends at byte 9223372036854775807 of the data, but the file has only 4: it is cut off,"
                                + " or its offsets are wrong"),
                arguments(
                        "overlap",
                        "{" + first + "," + entry("b", "U8", "[4]", 2, 6) + "}",
                        6,
                        "tensor \"b\" overlaps \"a\": it begins at 2, not at 4"),
                arguments(
                        "the same bytes twice",
                        "{" + first + "," + entry("b", "U8", "[4]", 0, 4) + "}",
                        4,
                        "tensor \"b\" overlaps \"a\": it begins at 0, not at 4"),
                arguments(
                        "empty tensor inside another",
                        "{" + first + "," + entry("b", "U8", "[0]", 2, 2) + "}",
                        4,
                        "tensor \"b\" overlaps \"a\": it begins at 2, not at 4"),
                arguments(
                        "hole at the start",
                        "{" + entry("a", "U8", "[4]", 1, 5) + "}",
                        5,
                        "tensor \"a\" leaves a hole behind the start of the data: it begins at 1, not at 0"),
                arguments(
                        "hole in the middle",
                        "{" + first + "," + entry("b", "U8", "[1]", 5, 6) + "}",
                        6,
                        "tensor \"b\" leaves a hole behind \"a\": it begins at 5, not at 4"),
                arguments("trailing bytes", "{" + first + "}", 7, "3 bytes after \"a\" belong to no tensor"),
                arguments("data without tensors", "{}", 2, "2 bytes after the start of the data belong to no tensor"));
    }

    @Test
    void refusesAFileTooShortForAHeader() throws IOException {
        assertRefused(new byte[0], " has 0 bytes; a safetensors file has at least 10");
        assertRefused(new byte[7], " has 7 bytes; a safetensors file has at least 10");
    }

    @Test
    void refusesHeaderLengthsThatCannotBe() throws IOException {
        assertRefused(
                length(-1),
                ": the header's length is 18446744073709551615 bytes; allowed: up to 100000000. Is this a safetensors file?");
        assertRefused(
                length(100_000_001),
                ": the header's length is 100000001 bytes; allowed: up to 100000000. Is this a safetensors file?");
        assertRefused(length(3), ": the header's length is 3 bytes, but the file has only 10: it is cut off");
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() throws IOException {
        byte[] latin1 = RawSafetensors.bytes("{\"?\":null}", 0);
        latin1[10] = (byte) 0xe9;
        assertRefused(latin1, ": the header is not UTF-8 text");
    }

    @Test
    void tellsAGitLfsPointerFromWeights() throws IOException {
        byte[] pointer =
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n".getBytes(StandardCharsets.UTF_8);
        assertRefused(pointer, " is a Git LFS pointer, not the weights; fetch them with: git lfs pull");
    }

    @Test
    void refusesWhatIsNotAFile() throws Exception {
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " is a folder, not a file");
        Path missing = folder.resolve("missing.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(missing))
                .isInstanceOf(InputException.class)
                .hasMessage(missing + " does not exist");
    }

    @Test
    void refusesAPipeInsteadOfWaitingForIt() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        Path pipe = folder.resolve("pipe.safetensors");
        Process mkfifo = new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start();
        assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> SafetensorsFile.open(pipe))
                .isInstanceOf(InputException.class)
                .hasMessage(pipe + " is not a regular file");
    }

    private void assertRefused(byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad.safetensors"), content);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(InputException.class)
                .hasMessage(file + message);
    }

    private static byte[] length(long length) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }

    private static String one(String type, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }
}
