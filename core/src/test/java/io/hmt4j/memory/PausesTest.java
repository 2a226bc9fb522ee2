package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.tensor.Pauses;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A reading pauses between layers, others compute meanwhile, and it goes on as if nothing had been. */
class PausesTest {

    private static final int[] TOKENS = TinyModels.tokens(new Random(1), 4 * TinyModels.CONFIG.segmentTokens());

    @Test
    void whatOthersComputeInAPauseChangesNothing() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory alone = model.newMemory();
                DocumentMemory paused = model.newMemory()) {
            int[] pauses = {0};
            model.read(alone, TOKENS);
            Pauses.during(
                    () -> {
                        pauses[0]++;
                        CompletableFuture.runAsync(() -> readAnother(model)).join();
                    },
                    () -> model.read(paused, TOKENS));
            MemoryAssert.assertClose(paused, alone, 0);
            assertThat(pauses[0])
                    .isEqualTo(5); // two layers: one pause in the batch of queries, one in each of four passes
        }
    }

    @Test
    void behindTheWorkNothingPausesAnyMore() {
        int[] pauses = {0};
        assertThatThrownBy(() -> Pauses.during(() -> pauses[0]++, () -> {
                    Pauses.here();
                    throw new IllegalStateException("of the test");
                }))
                .hasMessage("of the test");
        Pauses.here();
        assertThat(pauses[0]).isEqualTo(1);
    }

    private static void readAnother(HmtModel model) {
        try (DocumentMemory other = model.newMemory()) {
            model.read(other, TOKENS);
        }
    }
}
