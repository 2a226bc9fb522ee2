package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.generate.Logits;
import io.hmt4j.generate.Sampler;
import io.hmt4j.generate.Sampling;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineLogitsTest {

    private Scope scope;

    @BeforeEach
    void openScope() {
        scope = Scope.withoutGradient();
    }

    @AfterEach
    void closeScope() {
        scope.close();
    }

    @Test
    void theLargestIsTheFirstOfEqualOnes() {
        assertThat(logits(1, 3, 2, 3).largest()).isEqualTo(1);
        assertThat(logits(-1, -0.0f, 0.0f).largest()).isEqualTo(1);
        assertThat(logits(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY).largest())
                .isZero();
        assertThat(logits(1, Float.POSITIVE_INFINITY, Float.NaN, 4).largest()).isEqualTo(2);
        assertThat(logits(1, Float.NaN).at(1)).isNaN();
    }

    @Test
    void theTopComesWithItsIds() {
        Logits.Top top = logits(0.5f, 3, -2, 7, 1).top(3);
        assertThat(top.ids()).containsExactly(3, 1, 4);
        assertThat(top.values()).containsExactly(7, 3, 1);
    }

    @Test
    void theMassIsTheSumOfTheWeights() {
        assertThat(logits(2, 1, -1).mass(2, 0.5)).isCloseTo(1 + Math.exp(-2) + Math.exp(-6), within(1e-12));
        assertThat(logits(1, Float.NaN).mass(1, 1)).isNaN();
    }

    @Test
    void aTokenIsDrawnByItsShareOfTheWeights() {
        float half = (float) Math.log(0.5);
        Logits logits = logits(half, Float.NEGATIVE_INFINITY, 0, half); // shares 1/4, 0, 1/2, 1/4
        assertThat(logits.drawn(1, 0, 0)).isZero();
        assertThat(logits.drawn(1, 0, 0.2499)).isZero();
        assertThat(logits.drawn(1, 0, 0.2501)).isEqualTo(2);
        assertThat(logits.drawn(1, 0, 0.7499)).isEqualTo(2);
        assertThat(logits.drawn(1, 0, 0.999)).isEqualTo(3);
        assertThat(logits.drawn(1, 0.6, 0.999)).isEqualTo(2);
        assertThat(logits(7, 7, 7, 7).drawn(1, 0, 0.75)).isEqualTo(Logits.UNDECIDED);
        assertThat(logits(1, Float.POSITIVE_INFINITY).drawn(1, 0, 0.5)).isEqualTo(Logits.UNDECIDED);
        assertThat(logits(1, Float.NaN).drawn(1, 0, 0.5)).isEqualTo(Logits.UNDECIDED);
    }

    @Test
    void replacedLogitsLeaveTheOthersAlone() {
        Logits logits = logits(4, 1, 2);
        Logits replaced = logits.with(new int[] {0, 2}, new float[] {-1, 3});
        assertThat(replaced.all()).containsExactly(-1, 1, 3);
        assertThat(replaced.at(2, 0)).containsExactly(3, -1);
        assertThat(logits.all()).containsExactly(4, 1, 2);
    }

    @Test
    void aNarrowFormatIsWidened() {
        Logits half = new EngineLogits(Tensors.as(Tensors.floats(new float[] {1, 2.5f, -3}, 1, 3), DType.FLOAT16));
        assertThat(half.all()).containsExactly(1, 2.5f, -3);
        assertThat(half.at(half.largest())).isEqualTo(2.5f);
        assertThat(half.at(2)).isEqualTo(-3);
    }

    @Test
    void samplersDrawFromTheEngineWhatTheyDrawFromAnArray() {
        Random random = new Random(1);
        for (Sampling sampling : new Sampling[] {
            Sampling.GREEDY,
            new Sampling(0.8, 50, 1, 0, 1),
            new Sampling(0.8, 0, 0.9, 0, 1),
            new Sampling(1.1, 100, 0.95, 0.02, 1),
            new Sampling(1, 0, 1, 0, 1),
            new Sampling(0.7, 0, 1, 0.001, 1),
            new Sampling(1, 20, 0.9, 0, 1.2),
            new Sampling(1, 0, 1, 0, 1.2)
        }) {
            Sampler engine = new Sampler(sampling, 9);
            Sampler array = new Sampler(sampling, 9);
            for (int token = 0; token < 200; token++) {
                float[] values = new float[5000];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (3 * random.nextGaussian());
                }
                assertThat(engine.next(logits(values))).as(sampling.toString()).isEqualTo(array.next(values));
            }
        }
    }

    private static Logits logits(float... values) {
        return new EngineLogits(Tensors.floats(values, 1, values.length));
    }
}
