package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of reading, over random texts and chunkings, across many segment borders. */
class ReadingTest {

    private static final float ROUNDING = 1e-5f;

    static Stream<HmtConfig> configs() {
        HmtConfig base = TinyModels.CONFIG;
        return Stream.of(
                base,
                base.toBuilder().recallQuery(RecallQuery.PRECEDING).build(),
                base.toBuilder().memoryVectors(3).build(),
                base.toBuilder().readingSpeed(new ReadingSpeed(5, 3)).build(),
                base.toBuilder().sensoryTokens(0).bankSize(1).summaryFraction(1).build(),
                base.toBuilder().segmentTokens(1).sensoryTokens(1).build(),
                base.toBuilder().mode(Mode.STAGE1).build(),
                base.toBuilder().mode(Mode.RMT).build(),
                base.toBuilder().mode(Mode.BASELINE).build());
    }

    @Test
    void theOpenSegmentIsWhatWasNotClosedYet() {
        int segment = TinyModels.CONFIG.segmentTokens();
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            int[] text = TinyModels.tokens(new Random(6), 2 * segment + 3);
            model.read(memory, text);
            assertThat(memory.openSegment()).isEqualTo(Arrays.copyOfRange(text, 2 * segment, text.length));
            model.endSegment(memory);
            assertThat(memory.openSegment()).isEmpty();
            assertThat(memory.newestSegment()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void readingInSeveralCallsLeavesTheSameMemoryAsInOne(HmtConfig config) {
        Random random = new Random(1);
        try (HmtModel model = TinyModels.create(config)) {
            for (int repetition = 0; repetition < 6; repetition++) {
                int[] text = TinyModels.tokens(random, 1 + random.nextInt(15 * config.segmentTokens() + 20));
                try (DocumentMemory whole = model.newMemory();
                        DocumentMemory chunked = model.newMemory()) {
                    model.read(whole, text);
                    for (int[] chunk : chunks(random, text)) {
                        model.read(chunked, chunk);
                    }
                    MemoryAssert.assertClose(chunked, whole, ROUNDING);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aBatchOfUnequalDocumentsEqualsItsRows(HmtConfig config) {
        Random random = new Random(2);
        try (HmtModel model = TinyModels.create(config)) {
            List<int[]> texts = new ArrayList<>();
            List<DocumentMemory> batch = new ArrayList<>();
            for (int row = 0; row < 5; row++) {
                texts.add(TinyModels.tokens(random, random.nextInt(12 * config.segmentTokens()) + row));
                batch.add(model.newMemory());
            }
            model.read(batch, texts, ReadListener.SILENT);
            for (int row = 0; row < texts.size(); row++) {
                try (DocumentMemory single = model.newMemory()) {
                    model.read(single, texts.get(row));
                    MemoryAssert.assertClose(batch.get(row), single, ROUNDING);
                }
            }
            batch.forEach(DocumentMemory::close);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aSavedMemoryGoesOnBitForBit(HmtConfig config, @TempDir Path folder) {
        Random random = new Random(3);
        int[] first = TinyModels.tokens(random, 6 * config.segmentTokens() + 1);
        int[] second = TinyModels.tokens(random, 5 * config.segmentTokens() + 3);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, first);
            memory.note(new Source("first.txt", first.length, 99, true));
            model.saveMemory(memory, folder.resolve("memory"));
            try (DocumentMemory opened = model.openMemory(folder.resolve("memory"))) {
                MemoryAssert.assertIdentical(opened, memory);
                assertThat(opened.sources()).isEqualTo(memory.sources());
                model.read(memory, second);
                model.read(opened, second);
                MemoryAssert.assertIdentical(opened, memory);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void endingTheOpenSegmentLeavesTheMemoryOfADocumentThatEndsThere(HmtConfig config) {
        int[] text = TinyModels.tokens(new Random(4), 4 * config.segmentTokens() + config.segmentTokens() / 2);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory ended = model.newMemory();
                DocumentMemory traced = model.newMemory();
                Scope scope = Scope.withoutGradient()) {
            model.read(ended, text);
            model.endSegment(ended);
            model.trace(List.of(traced), List.of(text), ReadListener.SILENT);
            MemoryAssert.assertClose(ended, traced, ROUNDING);
            assertThat(ended.pendingTokens()).isZero();
            long segments = ended.segments();
            model.endSegment(ended);
            assertThat(ended.segments()).isEqualTo(segments);
        }
    }

    @Test
    void theBankKeepsTheNewestMemories() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(new Random(4), 12 * 9 + 5));
            assertThat(memory.segments()).isEqualTo(9);
            assertThat(memory.memories()).isEqualTo(4);
            assertThat(memory.pendingTokens()).isEqualTo(5);
            assertThat(memory.tokens()).isEqualTo(113);
        }
    }

    @Test
    void aCopyReadsOnAlone() {
        Random random = new Random(5);
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(random, 50));
            try (DocumentMemory before = memory.copy();
                    DocumentMemory copy = memory.copy()) {
                model.read(copy, TinyModels.tokens(random, 50));
                MemoryAssert.assertIdentical(memory, before);
                assertThat(copy.tokens()).isEqualTo(100);
            }
        }
    }

    @Test
    void aCancelledReadingKeepsItsTokensPendingAndGoesOnLater() {
        int[] text = TinyModels.tokens(new Random(6), 12 * 20 + 7);
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory whole = model.newMemory();
                DocumentMemory stopped = model.newMemory()) {
            model.read(whole, text);
            model.read(List.of(stopped), List.of(text), stopAfter(3));
            assertThat(stopped.segments()).isEqualTo(3);
            assertThat(stopped.tokens()).isEqualTo(text.length);
            model.read(stopped, new int[0]);
            MemoryAssert.assertClose(stopped, whole, ROUNDING);
        }
    }

    @Test
    void refusesIdsThatAreNoTokens() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            assertThatThrownBy(() -> model.read(memory, new int[] {1, TinyModels.VOCABULARY}))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("token 1")
                    .hasMessageContaining("0 to 96");
            assertThat(memory.tokens()).isZero();
        }
    }

    private static ReadListener stopAfter(int segments) {
        return new ReadListener() {
            private int closed;

            @Override
            public void segmentRead(DocumentMemory memory) {
                closed++;
            }

            @Override
            public boolean cancelled() {
                return closed >= segments;
            }
        };
    }

    private static List<int[]> chunks(Random random, int[] text) {
        List<int[]> chunks = new ArrayList<>();
        for (int from = 0; from < text.length; ) {
            int to = Math.min(text.length, from + random.nextInt(40));
            chunks.add(Arrays.copyOfRange(text, from, to));
            from = to;
        }
        return chunks;
    }
}
