package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Greedy continuation against that of the authors' code, token by token. Theirs knows no border while it generates: the
 * last segment goes on for as long as the answer.
 */
class PublishedGenerationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"llama/generate_hmt", "llama/generate_hmt_1seg", "llama/generate_hmt_long", "opt/generate_hmt"})
    void continuesWithTheAuthorsTokens(String path) {
        ParityCase parity = ParityCase.open(path);
        try (HmtModel model = parity.load();
                DocumentMemory memory = model.newMemory()) {
            int tokens = parity.settings().path("max_new_tokens").asInt();
            Generation generation = model.generate(
                    memory,
                    parity.inputs()[0],
                    GenerationOptions.greedy(tokens).withOverrun(tokens),
                    GenerationListener.SILENT);
            assertThat(generation.tokens()).isEqualTo(recordedTokens(parity));
        }
    }

    private static List<Integer> recordedTokens(ParityCase parity) {
        List<Integer> tokens = new ArrayList<>();
        parity.settings().path("tokens").path(0).forEach(token -> tokens.add(token.asInt()));
        return tokens;
    }
}
