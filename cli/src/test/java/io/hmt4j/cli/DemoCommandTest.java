package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void showsTheFourSteps() {
        CommandRun run = CommandRun.of("demo", "--tokens", 2_000, "--ascii");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FINE);
        assertThat(run.out()).contains("RANDOM", "1. Reading", "2. Recalling", "3. Remembering", "4. Continuing");
        assertThat(run.out()).as("only ASCII").matches("\\p{ASCII}*");
        assertThat(run.out().lines().mapToInt(String::length).max().orElseThrow())
                .isLessThan(80);
    }

    @Test
    void printsTheSameAsOneJsonObject() throws IOException {
        JsonNode figures = json(CommandRun.of("demo", "--tokens", 2_000, "--json"));
        assertThat(figures.path("random_weights").asBoolean()).isTrue();
        assertThat(figures.path("tokens").asLong()).isEqualTo(2_000);
        assertThat(figures.path("segments").asLong()).isEqualTo(2_000 / 256);
        assertThat(figures.path("resident")).hasSize(6);
        JsonNode weights = figures.path("recall").get(2).path("weights");
        assertThat(weights).hasSize(6);
        double sum = 0;
        for (JsonNode weight : weights) {
            sum += weight.asDouble();
        }
        assertThat(sum).isBetween(0.999, 1.001);
        assertThat(figures.path("continuation").asText()).isNotBlank();
    }

    @Test
    void theSameSeedGivesTheSameContinuation() throws IOException {
        assertThat(continuation(3)).isEqualTo(continuation(3)).isNotEqualTo(continuation(4));
    }

    @Test
    void refusesATextTooShortToShowAnything() {
        CommandRun run = CommandRun.of("demo", "--tokens", 10);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("--tokens is 10; allowed: 1000 to 1000000000");
    }

    private static String continuation(int seed) throws IOException {
        return json(CommandRun.of("demo", "--tokens", 1_000, "--json", "--seed", seed))
                .path("continuation")
                .asText();
    }

    private static JsonNode json(CommandRun run) throws IOException {
        return new ObjectMapper().readTree(run.out());
    }
}
