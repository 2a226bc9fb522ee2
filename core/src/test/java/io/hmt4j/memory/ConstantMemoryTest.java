package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Native memory: it does not grow with the document. */
class ConstantMemoryTest {

    private static final HmtConfig CONFIG = TinyModels.CONFIG;

    @Test
    void nothingIsLeftAliveAfterAThousandSegmentsThatWasNotThereAfterTen() {
        Random random = new Random(1);
        try (HmtModel model = TinyModels.create(CONFIG);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(random, 10 * CONFIG.segmentTokens()));
            long objects = Engine.liveObjects();
            long bytes = Pointer.totalBytes();
            model.read(memory, TinyModels.tokens(random, 990 * CONFIG.segmentTokens()));
            assertThat(memory.segments()).isEqualTo(1000);
            assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
        }
    }

    @Test
    void generatingOverManyBordersLeavesNothingAlive() {
        try (HmtModel model = TinyModels.create(CONFIG);
                DocumentMemory memory = model.newMemory()) {
            GenerationOptions options = GenerationOptions.greedy(200);
            model.generate(memory, new int[] {1, 2, 3}, options, GenerationListener.SILENT);
            long objects = Engine.liveObjects();
            model.generate(memory, new int[] {1, 2, 3}, options, GenerationListener.SILENT);
            assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
        }
    }

    @Test
    void aBankOfOneMemoryDoesNotKeepTheStatesOfItsSegment() {
        HmtConfig single = CONFIG.toBuilder().bankSize(1).build();
        for (HmtConfig config : List.of(CONFIG, single)) {
            try (HmtModel model = TinyModels.create(config);
                    DocumentMemory memory = model.newMemory();
                    DocumentMemory beside = model.newMemory()) {
                int[] segment = TinyModels.tokens(new Random(4), config.segmentTokens());
                model.read(List.of(memory, beside), List.of(segment, segment), ReadListener.SILENT);
                try (Scope scope = Scope.open()) {
                    Tensor vectors = memory.bank().vectors();
                    Tensor keys = memory.bank().keys();
                    assertThat(vectors.storage().nbytes()).isEqualTo(vectors.nbytes());
                    assertThat(keys.storage().nbytes()).isEqualTo(keys.nbytes());
                    assertThat(memory.nativeBytes()).isEqualTo(vectors.nbytes() + keys.nbytes());
                }
            }
        }
    }

    @Test
    void closingModelAndMemoryFreesAll() {
        openAndClose();
        long objects = Engine.liveObjects();
        openAndClose();
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
    }

    @Test
    void residentMemoryStaysFlatOverAHundredThousandTokens() {
        HmtConfig config = CONFIG.toBuilder()
                .segmentTokens(64)
                .sensoryTokens(8)
                .bankSize(50)
                .build();
        Random random = new Random(2);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory memory = model.newMemory()) {
            read(model, memory, random, 10_000);
            long after10k = Engine.residentBytes();
            read(model, memory, random, 90_000);
            assertThat(memory.tokens()).isEqualTo(100_000);
            assertThat((double) Engine.residentBytes()).isLessThan(after10k * 1.05);
        }
    }

    private static void read(HmtModel model, DocumentMemory memory, Random random, int tokens) {
        for (int read = 0; read < tokens; read += 1000) {
            model.read(memory, TinyModels.tokens(random, 1000));
        }
    }

    private static void openAndClose() {
        try (HmtModel model = TinyModels.create(CONFIG);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(new Random(3), 100));
            model.generate(memory, new int[] {5}, GenerationOptions.greedy(30), GenerationListener.SILENT);
        }
    }
}
