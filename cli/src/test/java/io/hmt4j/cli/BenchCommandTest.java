package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aMadeModelIsMeasuredAndTheFiguresGoWhereTheyAreWanted() throws IOException {
        Path model = folder.resolve("model");
        assertThat(CommandRun.of("bench", "make", "--shape", "tiny", "-o", model)
                        .err())
                .isEqualTo("hmt: " + model + ": 123,712 random weights, seed 0\n");

        CommandRun run = CommandRun.of(
                "bench",
                model,
                "--lengths=600,1k",
                "--segment-tokens=64",
                "--repeats=1",
                "--answer-tokens=3",
                "--threads=1",
                "--limit-seconds=1e-9",
                "--json=-",
                "--markdown=" + folder.resolve("bench.md"),
                "--html=" + folder.resolve("bench.html"));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("HMT in f32 over 600 tokens: ", "full attention")
                .contains("stopped at 512 tokens by the bound of 0 s", "not begun: 600 tokens were stopped already");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("figures")).hasSize(4);
        assertThat(folder.resolve("bench.md")).content().contains("| 600 | HMT | f32 |");
        assertThat(folder.resolve("bench.html")).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void aShapeIsMadeMeasuredAndForgotten() {
        CommandRun run = CommandRun.of(
                "bench", "--shape=tiny", "--lengths=64", "--mode=hmt", "--segment-tokens=32", "--repeats=1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("HMT").contains("f32");
    }

    @ParameterizedTest
    @CsvSource({"int4, ''", "int4, auto", "int4, 'int4,auto'"})
    void aModelThatIsStoredQuantizedIsMeasuredAsItIsStored(String stored, String weights) {
        Path model = folder.resolve("model");
        Path quantized = folder.resolve("quantized");
        CommandRun.of("bench", "make", "--shape", "tiny", "-o", model);
        CommandRun.of("quantize", model, "--weights", stored, "-o", quantized);
        String[] all = {
            "bench",
            quantized.toString(),
            "--lengths=64",
            "--mode=hmt",
            "--segment-tokens=32",
            "--repeats=1",
            "--weights=" + weights
        };
        Object[] flags = weights.isEmpty() ? Arrays.copyOf(all, all.length - 1) : all;

        CommandRun run = CommandRun.of(flags);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).containsOnlyOnce("HMT in ").contains("HMT in int4 over 64 tokens: ");
    }

    @Test
    void anotherFormatThanTheStoredOneIsRefusedBeforeAnythingRuns() {
        Path model = folder.resolve("model");
        Path quantized = folder.resolve("quantized");
        CommandRun.of("bench", "make", "--shape", "tiny", "-o", model);
        CommandRun.of("quantize", model, "-o", quantized);

        CommandRun run = CommandRun.of("bench", quantized, "--weights=int8,f32");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("stored as int8 and cannot be loaded as f32")
                .doesNotContain("HMT in");
    }

    @ParameterizedTest
    @CsvSource({
        "--lengths=8q, --lengths has \"8q\"",
        "--mode=half, allowed: hmt",
        "--weights=f8, 'allowed: f32, bf16, f16, f64, int8, int4, auto'",
        "--repeats=0, allowed: 1 and more",
        "--limit-memory=8, a size such as 300MiB"
    })
    void aWrongFlagIsWrongUsage(String flag, String said) {
        CommandRun run = CommandRun.of("bench", folder, flag);
        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains(said, "See: hmt bench --help");
    }

    @Test
    void eitherAModelOrAShapeIsNeeded() {
        assertThat(CommandRun.of("bench").exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(CommandRun.of("bench", folder, "--shape=tiny").err()).contains("one of MODEL and --shape is needed");
        assertThat(CommandRun.of("bench", "make", "--shape=huge", "-o", folder.resolve("x"))
                        .err())
                .contains("--shape is \"huge\"; allowed: tiny");
    }

    @Test
    void aFolderWithoutAModelFailsBeforeAnythingRuns() {
        CommandRun run = CommandRun.of("bench", folder, "--html=" + folder.resolve("no/such/bench.html"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("--html", "its folder does not exist");
        assertThat(CommandRun.of("bench", folder).err()).contains("has no config.json");
    }
}
