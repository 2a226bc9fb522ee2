package io.hmt4j.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Probabilities of tokens from their logits. */
class LikelihoodsTest {

    @Test
    void theyAddUpToOne() {
        float[] logits = logits(new Random(1), 1000);
        Likelihoods likelihoods = new Likelihoods(logits);
        double sum = IntStream.range(0, 1000)
                .mapToDouble(id -> Math.exp(likelihoods.logprob(id)))
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void theLikeliestComeFirstAndEqualOnesByTheirIds() {
        for (long seed = 0; seed < 50; seed++) {
            float[] logits = logits(new Random(seed), 60);
            int[] sorted = IntStream.range(0, 60)
                    .boxed()
                    .sorted(Comparator.comparing((Integer id) -> -logits[id]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int count : new int[] {0, 1, 7, 20}) {
                assertThat(new Likelihoods(logits).likeliest(count)).isEqualTo(Arrays.copyOf(sorted, count));
            }
        }
    }

    @Test
    void aSmallVocabularyHasNoMoreThanItHas() {
        assertThat(new Likelihoods(new float[] {1, 3, 2}).likeliest(20)).containsExactly(1, 2, 0);
    }

    @Test
    void whatHasNoProbabilityHasTheLeastAndInfinityIsCertain() {
        Likelihoods impossible = new Likelihoods(new float[] {0, Float.NEGATIVE_INFINITY});
        assertThat(impossible.logprob(0)).isZero();
        assertThat(impossible.logprob(1)).isEqualTo(TokenChoice.LEAST_LOGPROB);
        Likelihoods certain = new Likelihoods(new float[] {Float.POSITIVE_INFINITY, 5});
        assertThat(certain.logprob(0)).isZero();
        assertThat(certain.logprob(1)).isEqualTo(TokenChoice.LEAST_LOGPROB);
    }

    /** With many equal ones. */
    private static float[] logits(Random random, int count) {
        float[] logits = new float[count];
        for (int id = 0; id < count; id++) {
            logits[id] = random.nextInt(40) - 20;
        }
        return logits;
    }
}
