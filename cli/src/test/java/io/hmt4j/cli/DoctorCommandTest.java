package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @Test
    void namesWhatComputesHereAndChecksAProduct() {
        CommandRun run = CommandRun.of("doctor");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FINE);
        assertThat(run.out())
                .contains("libtorch 2.10.0", Engine.blas(), System.getProperty("java.version"), "product", "is right");
        assertThat(run.out().lines().mapToInt(String::length).max().orElseThrow())
                .isLessThan(80);
    }

    @Test
    void printsTheSameAsOneJsonObject() throws IOException {
        CommandRun run = CommandRun.of("doctor", "--json");
        JsonNode report = json(run);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(report.path("fine").asBoolean()).isTrue();
        assertThat(report.path("build").path("blas").asText()).isEqualTo(Engine.blas());
        assertThat(report.path("cpu").path("threads").asInt()).isEqualTo(Engine.threads());
        assertThat(report.path("devices").get(0).asText()).isEqualTo("cpu");
        assertThat(report.path("self_check").path("correct").asBoolean()).isTrue();
        assertThat(report.path("memory").path("total").asLong()).isGreaterThan(1L << 28);
        assertThat(report.path("findings").isArray()).isTrue();
    }

    @Test
    void autoTakesTheFormatThatIsNamedHere(@TempDir Path folder) throws IOException {
        Path model = TinyModel.write(folder.resolve("model"), 1);
        Path text = Files.writeString(folder.resolve("text.txt"), TinyModel.text(100, 1));
        Path memory = folder.resolve("memory");
        assertThat(CommandRun.of("read", model, text, "-o", memory, "--weights", "auto")
                        .exitCode())
                .isZero();

        String taken = MemoryDescription.of(memory).weights();

        assertThat(CommandRun.of("doctor").out()).contains("--weights " + taken + " reads fastest on this CPU");
        JsonNode named =
                json(CommandRun.of("doctor", "--json")).path("fastest_weights").path("format");
        assertThat(WeightFormat.valueOf(named.asText()).flag()).isEqualTo(taken);
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }
}
