package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.tensor.Engine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What a segment and a token allocate: it does not grow with what was read before. */
class FlatAllocationTest {

    private static final HmtConfig CONFIG = TinyModels.CONFIG;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a segment allocates in Java is nearly all handles of native objects, so both are held flat by this. */
    @Test
    void theThousandthSegmentAllocatesWhatTheHundredthDoes() {
        Random random = new Random(4);
        try (HmtModel model = TinyModels.create(CONFIG);
                DocumentMemory memory = model.newMemory()) {
            readSegments(model, memory, random, 100);
            Spent early = spentBy(() -> readSegments(model, memory, random, 20));
            readSegments(model, memory, random, 880);
            Spent late = spentBy(() -> readSegments(model, memory, random, 20));
            assertThat(memory.segments()).isEqualTo(1020);
            assertThat(early.javaBytes()).isGreaterThan(20 * 1000);
            assertThat((double) late.javaBytes()).isLessThan(early.javaBytes() * 1.02);
            assertThat(late.mostObjects()).isLessThanOrEqualTo(early.mostObjects());
        }
    }

    @Test
    void theThousandthTokenAllocatesWhatTheHundredthDoes() {
        try (HmtModel model = TinyModels.create(CONFIG);
                DocumentMemory memory = model.newMemory()) {
            long[] allocated = new long[1001];
            int[] token = {0};
            model.generate(memory, new int[] {1, 2, 3}, GenerationOptions.greedy(1001), new GenerationListener() {
                @Override
                public void token(int id) {
                    allocated[token[0]++] = THREADS.getThreadAllocatedBytes(
                            Thread.currentThread().getId());
                }
            });
            // Whole segments, since their borders cost more than what lies between them.
            long early = allocated[100 + 5 * CONFIG.segmentTokens()] - allocated[100];
            long late = allocated[940 + 5 * CONFIG.segmentTokens()] - allocated[940];
            assertThat(early).isGreaterThan(60 * 100);
            // Each token of the answer is kept: an entry of a list.
            assertThat((double) late).isLessThan(early * 1.02);
        }
    }

    /** What work has allocated on this thread, and the most native objects alive behind one of its segments. */
    private record Spent(long javaBytes, long mostObjects) {}

    private static Spent spentBy(LongSupplier mostObjects) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        long most = mostObjects.getAsLong();
        return new Spent(THREADS.getThreadAllocatedBytes(thread) - before, most);
    }

    /** Reads whole segments one by one; the most native objects that were alive behind one. */
    private static long readSegments(HmtModel model, DocumentMemory memory, Random random, int segments) {
        long[] most = {0};
        for (int segment = 0; segment < segments; segment++) {
            int[] tokens = TinyModels.tokens(random, CONFIG.segmentTokens());
            model.read(List.of(memory), List.of(tokens), new ReadListener() {
                @Override
                public void segmentRead(DocumentMemory read) {
                    most[0] = Math.max(most[0], Engine.liveObjects());
                }
            });
        }
        return most[0];
    }
}
