package io.hmt4j.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is chosen from the largest logits alone is what is chosen from all of them. */
class SamplerOfFewTest {

    private static final int VOCABULARY = 3000;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 0, 1, 0",
        "0.8, 50, 1, 0, 1, 0",
        "1.2, 40, 0.9, 0.05, 1, 0",
        "0.7, 0, 0.9, 0, 1, 0",
        "1, 0, 0.95, 0.02, 1, 0",
        "0.3, 0, 0.5, 0, 1, 0",
        "1, 5000, 0.9, 0, 1, 0",
        "1, 0, 1, 0, 1, 0",
        "1, 0, 1, 0.1, 1, 0",
        "0.8, 50, 0.9, 0, 1.3, 0",
        "1, 0, 1, 0, 1.3, 0",
        "0, 0, 1, 0, 1.5, 0",
        // All are needed: a nucleus wider than what is fetched.
        "3, 0, 0.999, 0, 1, 1"
    })
    void choosesWhatAllOfThemChoose(
            double temperature, int topK, double topP, double minP, double penalty, int needsAll) {
        Sampling sampling = new Sampling(temperature, topK, topP, minP, penalty);
        Random random = new Random(1);
        Sampler ofFew = new Sampler(sampling, 3);
        Sampler ofAll = new Sampler(sampling, 3);
        ofFew.note(5, 6, 7);
        ofAll.note(5, 6, 7);
        int copies = 0;
        for (int token = 0; token < 400; token++) {
            ArrayLogits logits = new ArrayLogits(peaked(random), random);
            assertThat(ofFew.next(logits)).isEqualTo(ofAll.next(logits.all()));
            copies += logits.copies - 1;
        }
        assertThat(copies).isEqualTo(needsAll * 400);
    }

    /** Few values, so that most logits have equals, on both sides of every border. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 20, 1", "1, 20, 0.8", "0.5, 0, 0.6", "1, 0, 0.9"})
    void equalLogitsAreToldApartByTheirIds(double temperature, int topK, double topP) {
        Sampling sampling = new Sampling(temperature, topK, topP, 0, 1);
        Random random = new Random(2);
        Sampler ofFew = new Sampler(sampling, 4);
        Sampler ofAll = new Sampler(sampling, 4);
        for (int token = 0; token < 300; token++) {
            float[] equal = peaked(random);
            for (int i = 0; i < equal.length; i++) {
                equal[i] = Math.round(equal[i]) / (token % 3 == 0 ? 8f : 1f) * (token % 7 == 0 ? -0f : 1f);
            }
            ArrayLogits logits = new ArrayLogits(equal, random);
            assertThat(ofFew.next(logits)).isEqualTo(ofAll.next(logits.all()));
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "-Infinity, 1", "Infinity, 3", "-Infinity, 3000", "NaN, 3000"})
    void whatIsNoNumberOrInfiniteIsLeftToAll(float value, int count) {
        for (Sampling sampling : new Sampling[] {
            Sampling.GREEDY, new Sampling(1, 30, 1, 0, 1), new Sampling(1, 0, 0.9, 0, 1), new Sampling(1, 0, 1, 0, 1)
        }) {
            Random random = new Random(5);
            float[] strange = peaked(random);
            for (int i = 0; i < count; i++) {
                strange[(17 + 31 * i) % VOCABULARY] = value;
            }
            ArrayLogits logits = new ArrayLogits(strange, random);
            assertThat(new Sampler(sampling, 6).next(logits)).isEqualTo(new Sampler(sampling, 6).next(logits.all()));
        }
    }

    private static float[] peaked(Random random) {
        float[] logits = new float[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        return logits;
    }
}
