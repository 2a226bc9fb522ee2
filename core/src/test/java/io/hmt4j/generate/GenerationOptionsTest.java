package io.hmt4j.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerationOptionsTest {

    private static final GenerationOptions GREEDY = GenerationOptions.greedy(7);

    @Test
    void refusesWhatIsOutOfRange() {
        assertThatThrownBy(() -> GenerationOptions.greedy(0))
                .isInstanceOf(InputException.class)
                .hasMessage("max_new_tokens is 0; allowed: 1 and more");
        assertThatThrownBy(() -> GREEDY.withOverrun(-1))
                .isInstanceOf(InputException.class)
                .hasMessage("overrun is -1; allowed: 0 and more");
        assertThatThrownBy(() -> GREEDY.withStopStrings(List.of("a", "")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a stop string is empty");
    }

    @Test
    void eachChangeLeavesTheRest() {
        Sampling warm = new Sampling(1, 2, 0.5, 0.1, 1.1);
        GenerationOptions changed = GREEDY.withSampling(warm, 5)
                .withEndIds(Set.of(3))
                .withStopStrings(List.of("x"))
                .withOverrun(9);
        assertThat(changed).isEqualTo(new GenerationOptions(7, warm, 5, Set.of(3), List.of("x"), 9));
    }

    @Test
    void keepsCopiesOfWhatItIsGiven() {
        List<String> stops = new ArrayList<>(List.of("x"));
        GenerationOptions options = GREEDY.withStopStrings(stops);
        stops.add("y");
        assertThat(options.stopStrings()).containsExactly("x");
    }
}
