package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingEncoderTest {

    static Stream<Arguments> tokenizersAndTreatments() {
        return RealTokenizers.ALL.stream()
                .flatMap(name -> Arrays.stream(SpecialTokens.values()).map(special -> Arguments.of(name, special)));
    }

    @ParameterizedTest
    @MethodSource("tokenizersAndTreatments")
    void smallWindowsGiveTheIdsOfTheWholeText(String name, SpecialTokens special) throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(name);
        Random random = new Random(7);
        int pieces = 0;
        for (int round = 0; round < 4; round++) {
            String text = StrangeTexts.random(random, 10_000);
            StreamingEncoder stream =
                    tokenizer.stream(new StringReader(text), special, new Windows(40 + random.nextInt(300), 10_000));
            List<int[]> encoded = pieces(stream);
            int[] ids = encoded.stream().flatMapToInt(Arrays::stream).toArray();
            assertSame(ids, tokenizer.encodeAtOnce(text, special), tokenizer);
            assertThat(stream.forcedCuts()).isZero();
            assertThat(stream.charactersEncoded()).isEqualTo(text.length());
            pieces += encoded.size();
        }
        assertThat(pieces).isGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("tokenizersAndTreatments")
    void itDoesNotMatterHowTheReaderDelivers(String name, SpecialTokens special) throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(name);
        Random random = new Random(8);
        String text = StrangeTexts.random(random, 20_000);
        Windows windows = new Windows(300, 1_000);
        int[] whole = ids(tokenizer.stream(new StringReader(text), special, windows));
        int[] stuttered = ids(tokenizer.stream(StrangeTexts.stutter(text, random), special, windows));
        assertThat(stuttered).isEqualTo(whole);
    }

    static Stream<Arguments> tokenizersAndRuns() {
        return Stream.of(RealTokenizers.GPT2, RealTokenizers.QWEN, RealTokenizers.TINYLLAMA)
                .flatMap(name -> Stream.of("a", "xyz1", " ", "\n", "文字", "😀", "\uD834\uDD1E!", "<|im_end|", "</s")
                        .map(unit -> Arguments.of(name, unit)));
    }

    /** The only case where ids may differ; the text they stand for may not. */
    @ParameterizedTest
    @MethodSource("tokenizersAndRuns")
    void aRunWithoutBoundariesIsCutBetweenCharactersInWindowsOfBoundedSize(String name, String unit)
            throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(name);
        String run = unit.repeat(100_000 / unit.length());
        Windows windows = new Windows(1_000, 4_000);
        StreamingEncoder stream = tokenizer.stream(new StringReader(run), SpecialTokens.RECOGNISED, windows);
        int[] ids = ids(stream);
        assertThat(tokenizer.decode(ids, false)).isEqualTo(run);
        assertThat(stream.forcedCuts()).isBetween(25L, 60L);
        assertThat(ids.length).isLessThan(tokenizer.encode(run).length + 4 * 60);
    }

    @Test
    void theTextAroundARunHasTheIdsOfTheWhole() throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.TINYLLAMA);
        String before = StrangeTexts.random(new Random(9), 5_000);
        String text = before + "a".repeat(50_000) + " " + before;
        int[] expected = tokenizer.encode(text);
        int[] ids = ids(tokenizer.stream(new StringReader(text), SpecialTokens.RECOGNISED, new Windows(500, 2_000)));
        int same = 1_000;
        assertThat(Arrays.copyOf(ids, same)).isEqualTo(Arrays.copyOf(expected, same));
        assertThat(Arrays.copyOfRange(ids, ids.length - same, ids.length))
                .isEqualTo(Arrays.copyOfRange(expected, expected.length - same, expected.length));
    }

    @Test
    void aByteOrderMarkAtTheStartIsLeftOut() throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.GPT2);
        assertThat(ids(tokenizer.stream(new StringReader("\uFEFFa\uFEFF"), SpecialTokens.RECOGNISED)))
                .isEqualTo(tokenizer.encode("a\uFEFF"));
        assertThat(ids(tokenizer.stream(new StringReader("\uFEFF"), SpecialTokens.RECOGNISED)))
                .isEmpty();
        assertThat(ids(tokenizer.stream(new StringReader(""), SpecialTokens.RECOGNISED)))
                .isEmpty();
    }

    @Test
    void aLoneSurrogateAtTheEndOfTheDocumentIsReplaced() throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.GPT2);
        assertThat(ids(tokenizer.stream(new StringReader("a \uD83D"), SpecialTokens.RECOGNISED)))
                .isEqualTo(tokenizer.encode("a \uFFFD"));
    }

    @Test
    void aReaderThatFailsIsReportedAndNothingBeforeItIsLost() throws IOException {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.GPT2);
        String text = StrangeTexts.random(new Random(10), 100_000);
        StreamingEncoder stream = tokenizer.stream(failingAfter(text), SpecialTokens.RECOGNISED);
        int[] first = stream.next();
        assertThat(first).hasSizeGreaterThan(5_000);
        assertThatThrownBy(() -> ids(stream)).isInstanceOf(IOException.class).hasMessage("the disk is gone");
        String encoded = text.substring(0, Math.toIntExact(stream.charactersEncoded()));
        assertThat(encoded).hasSizeGreaterThan(60_000);
        assertThat(tokenizer.encode(encoded)).startsWith(first);
    }

    private static Reader failingAfter(String text) {
        Reader start = new StringReader(text);
        return new Reader() {
            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                int count = start.read(target, offset, length);
                if (count < 0) {
                    throw new IOException("the disk is gone");
                }
                return count;
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
    }

    private static int[] ids(StreamingEncoder stream) throws IOException {
        return pieces(stream).stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static List<int[]> pieces(StreamingEncoder stream) throws IOException {
        List<int[]> pieces = new ArrayList<>();
        for (int[] next = stream.next(); next.length > 0; next = stream.next()) {
            pieces.add(next);
        }
        return pieces;
    }

    /** With a message that shows the place. */
    private static void assertSame(int[] ids, int[] expected, Tokenizer tokenizer) {
        int at = Arrays.mismatch(ids, expected);
        if (at >= 0) {
            int from = Math.max(0, at - 8);
            assertThat(tokenizer.decode(Arrays.copyOfRange(ids, from, Math.min(ids.length, at + 8)), false)
                            + Arrays.toString(Arrays.copyOfRange(ids, from, Math.min(ids.length, at + 8))))
                    .isEqualTo(tokenizer.decode(
                                    Arrays.copyOfRange(expected, from, Math.min(expected.length, at + 8)), false)
                            + Arrays.toString(Arrays.copyOfRange(expected, from, Math.min(expected.length, at + 8))));
        }
    }
}
