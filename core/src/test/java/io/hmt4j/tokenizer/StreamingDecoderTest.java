package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingDecoderTest {

    static Stream<Arguments> tokenizersAndSkipping() {
        return RealTokenizers.ALL.stream()
                .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
    }

    @ParameterizedTest
    @MethodSource("tokenizersAndSkipping")
    void anyIdsOneByOneGiveTheTextOfAllAtOnce(String name, boolean skipSpecialTokens) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        Random random = new Random(11);
        int faults = 0;
        for (int round = 0; round < 400; round++) {
            int[] ids = randomIds(random, tokenizer);
            String expected = tokenizer.decode(ids, skipSpecialTokens);
            assertThat(streamed(tokenizer, ids, skipSpecialTokens)).isEqualTo(expected);
            faults += expected.indexOf('\uFFFD') >= 0 ? 1 : 0;
        }
        boolean hasBytes = !name.equals(RealTokenizers.CHARACTERS);
        assertThat(faults > 80).as("sequences that are not UTF-8").isEqualTo(hasBytes);
    }

    /** Ids from the whole vocabulary, from its first 260 (where the single bytes are), and from beside it. */
    private static int[] randomIds(Random random, Tokenizer tokenizer) {
        int bytesOnly = random.nextInt(101);
        return IntStream.range(0, random.nextInt(40))
                .map(i -> {
                    int size = tokenizer.vocabularySize();
                    int kind = random.nextInt(100);
                    if (kind == 0) {
                        return random.nextBoolean() ? -1 - random.nextInt(9) : size + random.nextInt(9);
                    }
                    boolean special = kind == 1;
                    return kind < bytesOnly ? random.nextInt(260) : special ? size - 1 : random.nextInt(size);
                })
                .toArray();
    }

    private static String streamed(Tokenizer tokenizer, int[] ids, boolean skipSpecialTokens) {
        StreamingDecoder decoder = tokenizer.streamingDecoder(skipSpecialTokens);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(decoder.next(id));
        }
        return text.append(decoder.finish()).toString();
    }

    @ParameterizedTest
    @MethodSource("tokenizersAndSkipping")
    void neverShowsHalfACharacter(String name, boolean skipSpecialTokens) {
        Tokenizer tokenizer = RealTokenizers.load(name);
        String text = StrangeTexts.random(new Random(5), 20_000).replace("\uFFFD", "");
        int[] ids = tokenizer.encode(text);
        StreamingDecoder decoder = tokenizer.streamingDecoder(skipSpecialTokens);
        for (int id : ids) {
            String shown = decoder.next(id);
            assertThat(shown).isEqualTo(WellFormed.of(shown)).doesNotContain("\uFFFD");
        }
        assertThat(decoder.finish()).doesNotContain("\uFFFD");
    }

    @Test
    void showsEachCharacterOfAByteLevelModelAsSoonAsItIsWhole() {
        Tokenizer tokenizer = RealTokenizers.load(RealTokenizers.GPT2);
        StreamingDecoder decoder = tokenizer.streamingDecoder(false);
        int[] ids = tokenizer.encode("🦙a");
        assertThat(ids).hasSizeGreaterThan(2);
        for (int i = 0; i < ids.length - 2; i++) {
            assertThat(decoder.next(ids[i])).isEmpty();
        }
        assertThat(decoder.next(ids[ids.length - 2])).isEqualTo("🦙");
        assertThat(decoder.next(ids[ids.length - 1])).isEqualTo("a");
        assertThat(decoder.finish()).isEmpty();
    }

    @Test
    void takesNoMoreIdsOnceFinished() {
        StreamingDecoder decoder = RealTokenizers.load(RealTokenizers.STORIES).streamingDecoder(true);
        decoder.finish();
        assertThatThrownBy(() -> decoder.next(5)).isInstanceOf(IllegalStateException.class);
    }
}
