package io.hmt4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchmarksRunTest {

    @Test
    void readingSpeedPrintsARowForEachLength() throws IOException {
        for (String format : new String[] {"f32", "int8"}) {
            String printed = printed(() -> ReadingSpeed.main(new String[] {"tiny", "32", format, "64", "128"}));
            assertThat(printed).contains("tiny, " + format, "segments of 32 tokens", "| 64 |", "| 128 |");
        }
    }

    @Test
    void stepCostsPrintARowForEachStepWithItsFloor() throws IOException {
        assertThat(printed(() -> StepCosts.main(new String[] {"tiny", "32", "int8", "1"})))
                .contains("tiny, int8, 1 threads")
                .contains("| segment pass | 66 |", "| summary pass | 18 |", "| a decoded token | 1 |");
    }

    @Test
    void sideBySidePrintsARowForEachNumberOfDocuments() throws IOException {
        assertThat(printed(() -> SideBySide.main(new String[] {"tiny", "32", "int8", "3", "1", "1", "2"})))
                .startsWith("tiny, int8, ")
                .contains("3 segments of 32 tokens a document", "| 1 | ", "| 2 | ");
    }

    @Test
    void flatMemoryPrintsTimeAndPeak() throws IOException {
        assertThat(printed(() -> FlatMemory.main(new String[] {"tiny", "64", "1000"})))
                .startsWith("1000 tokens:")
                .contains("peak resident memory");
    }

    @Test
    void trainingDepthPrintsSpeedAndPeakOfBothWays() throws IOException {
        for (String way : new String[] {"exact", "plain"}) {
            for (String products : new String[] {"float32", "bfloat16"}) {
                assertThat(printed(() -> TrainingDepth.main(new String[] {"tiny", "32", "2", "1", way, "1", products})))
                        .contains("2 segments of 32 tokens, " + way, "tokens/s", "peak");
            }
        }
    }

    @Test
    void anUnknownShapeIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Shape.parse("llama-9000b"))
                .hasMessageContaining("llama-9000b")
                .hasMessageContaining("tiny, llama-26m, smollm-135m, smollm-360m");
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Median.of(4, 1, 3, 2)).isEqualTo(2.5);
        assertThat(Median.of(9, 1, 5)).isEqualTo(5);
    }

    private interface Benchmark {
        void run() throws IOException;
    }

    private static String printed(Benchmark benchmark) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            benchmark.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
