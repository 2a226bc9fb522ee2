package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models that are shipped do what the demonstration says of them, on a text they never saw. */
class ShippedDemonstrationTest {

    @TempDir
    private Path folder;

    @Test
    void factsReadManySegmentsAgoAreRecalledWhereTheOthersForget() throws IOException {
        CommandRun run = CommandRun.of(
                "demo",
                "--json",
                "--segments",
                "130",
                "--questions",
                "20",
                "--seed",
                "11",
                "--report",
                folder.resolve("report.html").toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FINE);
        JsonNode rows = new ObjectMapper().readTree(run.out()).path("rows");
        int far = 0;
        for (JsonNode row : rows) {
            if (row.path("distance_segments").asInt() >= 8) {
                far++;
                assertThat(row.path("hmt").asDouble()).as("hmt, %s", row).isGreaterThan(0.8);
                assertThat(row.path("hmt_recalled").asDouble())
                        .as("recalled, %s", row)
                        .isGreaterThan(0.8);
                assertThat(row.path("rmt").asDouble()).as("rmt, %s", row).isLessThan(0.3);
                assertThat(row.path("stage1").asDouble()).as("stage1, %s", row).isLessThan(0.3);
                assertThat(row.path("window").asDouble()).as("window, %s", row).isLessThan(0.2);
            }
        }
        assertThat(far).isGreaterThanOrEqualTo(5);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
    }
}
