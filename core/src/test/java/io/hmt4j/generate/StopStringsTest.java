package io.hmt4j.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopStringsTest {

    @Test
    void endsTheSameTextAtTheSamePlaceHoweverItIsSplit() {
        Random random = new Random(1);
        int stopped = 0;
        for (int repetition = 0; repetition < 3000; repetition++) {
            List<String> stops = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                stops.add(word(random, 1 + random.nextInt(4)));
            }
            String text = word(random, random.nextInt(20));
            String expected = letterByLetter(text, stops);
            StopStrings stop = new StopStrings(stops);
            assertThat(inPieces(random, text, stop)).as(text + " " + stops).isEqualTo(expected);
            assertThat(stop.stopped()).isEqualTo(stops.stream().anyMatch(text::contains));
            stopped += stop.stopped() ? 1 : 0;
        }
        assertThat(stopped).isBetween(1000, 2900);
    }

    @Test
    void theStopStringThatIsCompleteFirstEndsTheText() {
        assertThat(new StopStrings(List.of("bcd", "c")).accept("abcd")).isEqualTo("ab");
        assertThat(new StopStrings(List.of("c", "bc")).accept("abcd")).isEqualTo("a");
        assertThat(new StopStrings(List.of("ab", "abc")).accept("xabc")).isEqualTo("x");
    }

    @Test
    void givesOutWhatCanNoLongerBePartOfAStopString() {
        StopStrings stops = new StopStrings(List.of("###END", "##"));
        assertThat(stops.accept("one #")).isEqualTo("one ");
        assertThat(stops.accept("x")).isEqualTo("#x");
        assertThat(stops.accept("#")).isEmpty();
        assertThat(stops.finish()).isEqualTo("#");
        assertThat(stops.stopped()).isFalse();
    }

    @Test
    void isSilentOnceStopped() {
        StopStrings stops = new StopStrings(List.of("STOP"));
        assertThat(stops.accept("goSTOPon")).isEqualTo("go");
        assertThat(stops.accept("more")).isEmpty();
        assertThat(stops.finish()).isEmpty();
    }

    @Test
    void aStopStringMayBeginWithItsOwnEnd() {
        StopStrings stops = new StopStrings(List.of("aab"));
        assertThat(stops.accept("a")).isEmpty();
        assertThat(stops.accept("a")).isEmpty();
        assertThat(stops.accept("a")).isEqualTo("a");
        assertThat(stops.accept("b")).isEmpty();
        assertThat(stops.stopped()).isTrue();
    }

    @Test
    void withoutStopStringsAllTextPassesAtOnce() {
        StopStrings stops = new StopStrings(List.of());
        assertThat(stops.accept("any")).isEqualTo("any");
        assertThat(stops.accept("")).isEmpty();
    }

    /** The text up to the first place at which some stop string ends, without the longest one that ends there. */
    private static String letterByLetter(String text, List<String> stops) {
        for (int end = 1; end <= text.length(); end++) {
            String seen = text.substring(0, end);
            int longest = stops.stream()
                    .filter(seen::endsWith)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            if (longest > 0) {
                return text.substring(0, end - longest);
            }
        }
        return text;
    }

    private static String inPieces(Random random, String text, StopStrings stops) {
        StringBuilder given = new StringBuilder();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + random.nextInt(6));
            given.append(stops.accept(text.substring(from, to)));
            from = to;
        }
        return given.append(stops.finish()).toString();
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abc".charAt(random.nextInt(3)));
        }
        return word.toString();
    }
}
