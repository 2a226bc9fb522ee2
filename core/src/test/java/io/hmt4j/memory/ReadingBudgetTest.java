package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.backbone.BackboneShape;
import org.junit.jupiter.api.Test;

class ReadingBudgetTest {

    private static final BackboneShape SMOLLM = new BackboneShape("llama", 576, 30, 49_152, 2048, 134_515_008);
    private static final HmtConfig CONFIG =
            HmtConfig.defaultsFor(SMOLLM).toBuilder().segmentTokens(256).build();

    @Test
    void aTokenTakesTwiceTheRowsOfALayersMatrices() {
        assertThat(new ReadingBudget(49_000 * 1000).tokens(SMOLLM)).isBetween(980, 1000);
    }

    @Test
    void theLayersDoNotCount() {
        BackboneShape twice = new BackboneShape("llama", 576, 60, 49_152, 2048, 240_718_464);
        assertThat(ReadingBudget.DEFAULT.tokens(twice)).isCloseTo(ReadingBudget.DEFAULT.tokens(SMOLLM), byOne());
    }

    @Test
    void moreDocumentsFitIntoMoreMemoryAndShorterSegments() {
        int documents = ReadingBudget.DEFAULT.documents(SMOLLM, CONFIG);
        assertThat(documents).isBetween(12, 20);
        assertThat(new ReadingBudget(2 * ReadingBudget.DEFAULT.bytes()).documents(SMOLLM, CONFIG))
                .isGreaterThan(documents);
        assertThat(ReadingBudget.DEFAULT.documents(
                        SMOLLM, CONFIG.toBuilder().segmentTokens(128).build()))
                .isGreaterThan(documents);
    }

    @Test
    void aBudgetTooSmallForAnythingStillReadsOne() {
        assertThat(new ReadingBudget(1).documents(SMOLLM, CONFIG)).isEqualTo(1);
        assertThat(new ReadingBudget(1).tokens(SMOLLM)).isEqualTo(256);
        assertThat(new ReadingBudget(Long.MAX_VALUE / 2).documents(SMOLLM, CONFIG))
                .isEqualTo(64);
        assertThatThrownBy(() -> new ReadingBudget(0)).hasMessageContaining("bytes is 0");
    }

    private static org.assertj.core.data.Offset<Integer> byOne() {
        return org.assertj.core.api.Assertions.within(1);
    }
}
