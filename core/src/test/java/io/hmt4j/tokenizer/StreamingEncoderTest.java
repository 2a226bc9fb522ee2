package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        long windows = 0;
        for (int round = 0; round < 20; round++) {
            String text = StrangeTexts.random(random, 10_000);
            StreamingEncoder stream =
                    tokenizer.stream(new StringReader(text), special, new Windows(40 + random.nextInt(400), 10_000));
            int[] ids = all(stream);
            windows += text.length() / 240;
            assertSame(ids, tokenizer.encodeAtOnce(text, special), tokenizer);
            assertThat(stream.forcedCuts()).isZero();
            assertThat(stream.charactersEncoded()).isEqualTo(text.length());
        }
        assertThat(windows).isGreaterThan(500);
    }

    private static int[] all(StreamingEncoder stream) throws IOException {
        IntStream.Builder ids = IntStream.builder();
        for (int[] next = stream.next(); next.length > 0; next = stream.next()) {
            Arrays.stream(next).forEach(ids);
        }
        return ids.build().toArray();
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
