package io.hmt4j.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final Sampling PLAIN = new Sampling(1, 0, 1, 0, 1);

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0, 1",
        "0.7, 0, 1, 0, 1",
        "1.9, 5, 1, 0, 1",
        "1, 0, 0.8, 0, 1",
        "1.3, 0, 1, 0.2, 1",
        "1, 0, 1, 0, 1.8",
        "1, 0, 1, 0, 0.6",
        "1.5, 8, 0.7, 0, 1.3",
        "2.0, 9, 0.9, 0.25, 1.3",
        "0.9, 7, 0.95, 0.1, 0.8"
    })
    void drawsAsOftenAsHuggingFacesProcessorsSay(
            double temperature, int topK, double topP, double minP, double penalty) {
        Sampling sampling = new Sampling(temperature, topK, topP, minP, penalty);
        Random random = new Random(1);
        for (int repetition = 0; repetition < 4; repetition++) {
            float[] logits = logits(random, 12);
            double[] expected = ReferenceSampling.probabilities(logits, sampling, Set.of(2, 3, 7));
            assertFits(counts(logits, sampling, 4000, repetition), expected);
        }
    }

    /** With these logits each change of the order keeps another set of tokens. */
    @Test
    void appliesTopKThenTopPThenMinPToPenalizedAndTemperedLogits() {
        float[] logits = {2.0f, 1.9f, 1.2f, 1.0f, 0.4f, -1.0f, -2.0f};
        Sampling sampling = new Sampling(2, 4, 0.8, 0.7, 3);
        double[] expected = ReferenceSampling.probabilities(logits, sampling, Set.of(2, 3, 7 - 1));
        long[] counts = counts(logits, sampling, 3000, 5);
        for (int token = 0; token < counts.length; token++) {
            assertThat(counts[token] > 0).as("token " + token).isEqualTo(expected[token] > 0);
        }
        assertThat(IntStream.range(0, 7).filter(token -> expected[token] > 0)).containsExactly(0, 1);
    }

    @Test
    void theSameSeedDrawsTheSameTokensAndAnotherSeedOthers() {
        assertThat(draws(3)).isEqualTo(draws(3)).isNotEqualTo(draws(4));
    }

    @Test
    void greedyTakesTheLowestOfTheMostLikelyIds() {
        assertThat(greedy(1, 3, 2, 3)).isEqualTo(1);
        assertThat(greedy(5, 5, 5)).isZero();
        assertThat(greedy(-INFINITY, -INFINITY)).isZero();
        assertThat(greedy(-INFINITY, -3e38f)).isEqualTo(1);
        assertThat(greedy(3e38f, INFINITY, INFINITY)).isEqualTo(1);
    }

    @Test
    void negativeZeroEqualsZero() {
        assertThat(greedy(-1, -0.0f, 0.0f)).isEqualTo(1);
        assertThat(greedy(-1, 0.0f, -0.0f)).isEqualTo(1);
        Sampler first = new Sampler(new Sampling(1, 1, 1, 0, 1), 0);
        assertThat(first.next(new float[] {-1, -0.0f, 0.0f})).isEqualTo(1);
        assertFits(counts(new float[] {-0.0f, 0.0f}, PLAIN, 2000, 1), new double[] {0.5, 0.5});
    }

    @Test
    void infiniteLogitsAreShareOutAmongThemselves() {
        float[] logits = {0, INFINITY, 3e38f, INFINITY};
        assertFits(counts(logits, PLAIN, 2000, 1), new double[] {0, 0.5, 0, 0.5});
    }

    @Test
    void forbiddenTokensAreNeverDrawn() {
        float[] logits = {-INFINITY, 1, -INFINITY, 1, -INFINITY};
        assertFits(counts(logits, PLAIN, 2000, 1), new double[] {0, 0.5, 0, 0.5, 0});
    }

    @Test
    void whereAllIsForbiddenSomeTokenIsDrawnStill() {
        float[] logits = {-INFINITY, -INFINITY};
        assertFits(counts(logits, PLAIN, 2000, 1), new double[] {0.5, 0.5});
    }

    @Test
    void theLargestNumbersAndTheLowestTemperatureDoNotOverflow() {
        float most = Float.MAX_VALUE;
        Sampling cold = new Sampling(Double.MIN_VALUE, 0, 1, 0, 1);
        assertFits(counts(new float[] {-most, most, 0}, cold, 50, 1), new double[] {0, 1, 0});
        assertFits(counts(new float[] {-most, most, 0}, PLAIN, 50, 1), new double[] {0, 1, 0});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void whatIsNoNumberIsChosenSoThatTheCallerSeesIt(double temperature) {
        for (int place = 0; place < 5; place++) {
            float[] logits = {1, 2, INFINITY, 4, -INFINITY};
            logits[place] = Float.NaN;
            assertThat(new Sampler(new Sampling(temperature, 0, 0.9, 0.1, 1), 1).next(logits))
                    .isEqualTo(place);
        }
    }

    @Test
    void penaltiesCountTokensOfThePromptAndOfTheAnswerOnce() {
        Sampler sampler = new Sampler(new Sampling(0, 0, 1, 0, 2), 0);
        sampler.note(0, 0, 0);
        assertThat(sampler.next(new float[] {5, 3, 1, -1})).isEqualTo(1);
        assertThat(sampler.next(new float[] {5, 3, 1, -1})).isZero();
        float[] logits = {-1, -1.5f, -2.5f, -9};
        assertThat(sampler.next(logits)).isZero();
        assertThat(logits).containsExactly(new float[] {-2, -3, -2.5f, -9}, within(1e-6f));
    }

    @Test
    void notedIdsBeyondTheLogitsAreNoHarm() {
        Sampler sampler = new Sampler(new Sampling(0, 0, 1, 0, 2), 0);
        sampler.note(70_000);
        assertThat(sampler.next(new float[] {1, 2})).isEqualTo(1);
    }

    @Test
    void moreTopKThanTokensIsAllOfThem() {
        float[] logits = {1, 2, 3};
        Sampling sampling = new Sampling(1, 1000, 1, 0, 1);
        assertFits(counts(logits, sampling, 3000, 1), ReferenceSampling.probabilities(logits, PLAIN, Set.of()));
    }

    private static int greedy(float... logits) {
        return new Sampler(Sampling.GREEDY, 0).next(logits);
    }

    private static int[] draws(long seed) {
        Sampler sampler = new Sampler(PLAIN, seed);
        return IntStream.range(0, 40).map(i -> sampler.next(new float[20])).toArray();
    }

    private static float[] logits(Random random, int count) {
        float[] logits = new float[count];
        for (int i = 0; i < count; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        return logits;
    }

    /** How often each token is drawn; tokens 2, 3 and the last but 4th were seen. */
    private static long[] counts(float[] logits, Sampling sampling, int draws, long seed) {
        long[] counts = new long[logits.length];
        Random seeds = new Random(seed);
        for (int draw = 0; draw < draws; draw++) {
            Sampler sampler = new Sampler(sampling, seeds.nextLong());
            sampler.note(2, 3, logits.length == 7 ? 6 : 7);
            counts[sampler.next(logits.clone())]++;
        }
        return counts;
    }

    /** Chi-square: with k degrees of freedom its mean is k and its variance 2 k; 5 standard deviations are allowed. */
    private static void assertFits(long[] counts, double[] probabilities) {
        long draws = IntStream.range(0, counts.length).mapToLong(i -> counts[i]).sum();
        double chiSquare = 0;
        int possible = 0;
        for (int token = 0; token < counts.length; token++) {
            double expected = probabilities[token] * draws;
            if (probabilities[token] == 0) {
                assertThat(counts[token]).as("token " + token).isZero();
            } else {
                chiSquare += (counts[token] - expected) * (counts[token] - expected) / expected;
                possible++;
            }
        }
        int freedom = possible - 1;
        assertThat(chiSquare).isLessThanOrEqualTo(freedom + 5 * Math.sqrt(2.0 * freedom) + 1e-9);
    }
}
