package io.hmt4j.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-0.1|0|1|0|1|temperature is -0.1; allowed: 0 to 100",
                "NaN|0|1|0|1|temperature is NaN; allowed: 0 to 100",
                "Infinity|0|1|0|1|temperature is Infinity; allowed: 0 to 100",
                "1|-1|1|0|1|top_k is -1; allowed: 0 and more",
                "1|0|0|0|1|top_p is 0.0; allowed: more than 0, at most 1",
                "1|0|1.01|0|1|top_p is 1.01; allowed: more than 0, at most 1",
                "1|0|NaN|0|1|top_p is NaN; allowed: more than 0, at most 1",
                "1|0|1|-0.5|1|min_p is -0.5; allowed: 0 to 1",
                "1|0|1|1.5|1|min_p is 1.5; allowed: 0 to 1",
                "1|0|1|NaN|1|min_p is NaN; allowed: 0 to 1",
                "1|0|1|0|0|repetition_penalty is 0.0; allowed: more than 0, at most 100",
                "1|0|1|0|101|repetition_penalty is 101.0; allowed: more than 0, at most 100",
                "1|0|1|0|NaN|repetition_penalty is NaN; allowed: more than 0, at most 100"
            })
    void refusesWhatIsOutOfRange(double temperature, int topK, double topP, double minP, double penalty, String words) {
        assertThatThrownBy(() -> new Sampling(temperature, topK, topP, minP, penalty))
                .isInstanceOf(InputException.class)
                .hasMessage(words);
    }

    @Test
    void takesTheEndsOfAllRanges() {
        assertThat(new Sampling(0, 0, Double.MIN_VALUE, 0, Double.MIN_VALUE).topP())
                .isPositive();
        assertThat(new Sampling(100, Integer.MAX_VALUE, 1, 1, 100).minP()).isEqualTo(1);
    }
}
