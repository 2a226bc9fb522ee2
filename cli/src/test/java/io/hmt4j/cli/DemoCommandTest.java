package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.RandomCheckpoint;
import io.hmt4j.checkpoint.Folders;
import io.hmt4j.memory.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private static Path models;

    @TempDir
    private Path folder;

    @BeforeAll
    static void writeModels() throws IOException {
        UntrainedModels.write(models);
    }

    @Test
    void showsRightAnswersQuestionsAndMemory() {
        CommandRun run = demo("--segments", 120, "--questions", 5, "--ascii", "--seed", 3);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FINE);
        assertThat(run.out())
                .contains("(--seed 3)", "1. Right answers", "2. Some of the questions", "3. What is kept", "100-199")
                .contains("HMT", "RMT", "stage 1", "window", report().toString());
        assertThat(run.out()).as("only ASCII").matches("\\p{ASCII}*");
        assertThat(run.out()
                        .lines()
                        .filter(line -> !line.contains(report().toString()))
                        .mapToInt(String::length)
                        .max()
                        .orElseThrow())
                .isLessThan(80);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void printsRowsByDistanceAsOneJsonObject() throws IOException {
        JsonNode figures = json(demo("--segments", 130, "--questions", 6, "--json", "--seed", 5));
        assertThat(figures.path("seed").asLong()).isEqualTo(5);
        assertThat(figures.path("tokens").asLong()).isEqualTo(130 * 24);
        JsonNode rows = figures.path("rows");
        assertThat(rows.findValuesAsText("distance_segments")).containsExactly("2", "4", "8", "16", "32", "64", "100");
        int questions = 0;
        for (JsonNode row : rows) {
            questions += row.path("n").asInt();
            for (String method : new String[] {"hmt", "rmt", "stage1", "window"}) {
                assertThat(row.path(method).asDouble(-1)).as(method).isBetween(0.0, 1.0);
                assertThat(row.path("intervals").path(method)).hasSize(2);
            }
        }
        assertThat(questions).isEqualTo(figures.path("questions").asInt()).isGreaterThan(35);
        assertThat(figures.path("all")
                        .path("hmt")
                        .path("memory")
                        .path("memories")
                        .asInt())
                .isEqualTo(130);
        assertThat(figures.path("all").path("hmt").path("memory").path("process"))
                .hasSize(4);
        assertThat(figures.path("examples")).hasSize(3);
    }

    @Test
    void writesTheReportItNames() throws IOException {
        JsonNode figures = json(demo("--segments", 40, "--questions", 2, "--json"));
        assertThat(figures.path("report").asText()).isEqualTo(report().toString());
        assertThat(Files.readString(report())).contains("<html", "Right answers by distance", "Recall weights");
    }

    @Test
    void theSameSeedGivesTheSameFiguresAndNoSeedAnotherText() throws IOException {
        JsonNode first = figures("--seed", 3);
        assertThat(figures("--seed", 3)).isEqualTo(first);
        assertThat(figures("--seed", 4)).isNotEqualTo(first);
        assertThat(json(demo("--segments", 16, "--json")).path("seed").asLong())
                .isNotEqualTo(
                        json(demo("--segments", 16, "--json")).path("seed").asLong());
    }

    @Test
    void anInterruptEndsItWithoutAReport() {
        Interrupts interrupts = new Interrupts();
        interrupts.raise();
        CommandRun run = CommandRun.run(
                new ByteArrayInputStream(new byte[0]),
                interrupts,
                Set.of(),
                "demo",
                "--models",
                models,
                "--report",
                report());
        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.err()).isEqualTo("hmt: interrupted\n");
        assertThat(report()).doesNotExist();
    }

    @Test
    void aModelOfAnotherMethodIsRefused() throws IOException {
        UntrainedModels.write(folder.resolve("own"));
        Path hmt = folder.resolve("own/hmt");
        Folders.delete(hmt);
        UntrainedModels.writeOne(hmt, Mode.STAGE1, 24);
        CommandRun run = CommandRun.of("demo", "--models", folder.resolve("own"), "--report", report());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).endsWith("hmt_config.json: mode is stage1; allowed here: hmt\n");
    }

    @Test
    void aModelOfOtherWordsIsRefused() throws IOException {
        UntrainedModels.write(folder.resolve("own"));
        Path hmt = folder.resolve("own/hmt");
        ObjectNode config = (ObjectNode)
                new ObjectMapper().readTree(hmt.resolve("config.json").toFile());
        RandomCheckpoint.write(hmt, config.put("vocab_size", 150), 1);
        CommandRun run = CommandRun.of("demo", "--models", folder.resolve("own"), "--report", report());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .endsWith("config.json: vocab_size is 150; allowed: 141, the words of the demonstration\n");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThat(demo("--segments", 3).err()).contains("--segments is 3; allowed: 16 to 100000");
        assertThat(demo("--questions", 0).err()).contains("--questions is 0; allowed: 1 and more");
        assertThat(CommandRun.of("demo", "--models", models, "--report", folder).err())
                .contains("--report is " + folder + "; allowed: a file in a folder that can be written");
        assertThat(CommandRun.of("demo", "--models", folder, "--report", report())
                        .err())
                .contains(folder.resolve("hmt").toString());
    }

    private CommandRun demo(Object... flags) {
        Object[] all = Stream.concat(Stream.of("demo", "--models", models, "--report", report()), Stream.of(flags))
                .toArray();
        return CommandRun.of(all);
    }

    private Path report() {
        return folder.resolve("report.html");
    }

    private JsonNode figures(Object... seed) throws IOException {
        JsonNode all = json(demo("--segments", 16, "--questions", 3, "--json", seed[0], seed[1]));
        return new ObjectMapper().createArrayNode().add(all.path("rows")).add(all.path("examples"));
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FINE);
        return new ObjectMapper().readTree(run.out());
    }
}
