package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.memory.HmtFiles;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static Path model;

    @TempDir
    Path folder;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(shared.resolve("model"), 1);
        for (int i = 0; i < 3; i++) {
            Files.writeString(shared.resolve("text" + i + ".txt"), TinyModel.text(150, i));
        }
        Files.writeString(shared.resolve("gate.jsonl"), """
                {"id": "a", "context": "%s", "question": "Is it green?", "answer": "yes"}
                {"id": "b", "context": "Short.", "question": "Is it red?", "answer": "no"}
                """.formatted(
                        TinyModel.text(60, 7).replace("\n", " ").strip()));
    }

    @Test
    void measuresPerplexityByContextBesideEverythingItIsToBeComparedWith() throws IOException {
        CommandRun run = texts("--contexts", "0,1,2", "--json", folder.resolve("r.json"), "-o", folder.resolve("out"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("HMT, query segment", "memory zeroed", "another document's memory", "query preceding")
                .contains(
                        "stage 1", "RMT", "sliding window, no overlap", "full attention", "fresh memory, not trained");
        assertThat(run.err()).contains("6 targets of 3 documents", "report.html");
        JsonNode json = read(folder.resolve("r.json"));
        assertThat(json.at("/results/fixed_targets_2_segments/perplexity,none").asDouble())
                .isGreaterThan(1);
        assertThat(json.at("/results/fixed_targets_2_segments/perplexity_stderr,none")
                        .asDouble())
                .isGreaterThan(0);
        assertThat(json.at("/results/fixed_targets_0_segments/perplexity,none").asDouble())
                .isCloseTo(
                        json.at("/results/fixed_targets_0_segments@stage1/perplexity,none")
                                .asDouble(),
                        within(1e-3));
        assertThat(json.at("/hmt/intervals/fixed_targets_2_segments@rmt/perplexity_model_minus_this/interval"))
                .hasSize(2);
        assertThat(json.at("/higher_is_better/fixed_targets_2_segments/perplexity")
                        .asBoolean(true))
                .isFalse();
        assertThat(json.at("/n-samples/fixed_targets_2_segments/effective").asInt())
                .isEqualTo(6);
        assertThat(json.at("/hmt/complete").asBoolean()).isTrue();
        assertThat(json.at("/hmt/retrieval_distance_histogram")).isNotEmpty();
        assertThat(json.at("/hmt/cost/reading")).isNotEmpty();
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("Perplexity by context", "Retrieval distance", "What reading costs", "<svg");
        assertThat(read(folder.resolve("out/results.json")).path("results").size())
                .isEqualTo(json.path("results").size());
    }

    @Test
    void jsonOnStandardOutputStandsAlone() throws IOException {
        CommandRun run = texts("--contexts", "0,1", "--rows", "window", "--json", "-");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(JSON.readTree(run.out()).path("results").size()).isEqualTo(4);
        assertThat(run.err()).contains("sliding window");
    }

    @Test
    void theSameSeedGivesTheSameFigures() throws IOException {
        JsonNode first = JSON.readTree(texts("--contexts", "1", "--json", "-").out());
        JsonNode again = JSON.readTree(
                texts("--contexts", "1", "--json", "-", "--batch", 2).out());
        String key = "/results/fixed_targets_1_segments/perplexity,none";
        assertThat(again.at(key).asDouble()).isCloseTo(first.at(key).asDouble(), within(1e-3));
        assertThat(again.at("/hmt/rows")).isEqualTo(first.at("/hmt/rows"));
    }

    @Test
    void textsAreTakenInTurnsOrDilated() throws IOException {
        CommandRun plain = texts("--contexts", "1", "--json", "-", "--rows", "window");
        CommandRun turns = texts("--contexts", "1", "--json", "-", "--rows", "window", "--interleave", 8);
        CommandRun dilated = texts("--contexts", "1", "--json", "-", "--rows", "window", "--dilate", 8);

        assertThat(plain.err()).contains("6 targets of 3 documents");
        assertThat(turns.err()).contains("6 targets of 2 documents");
        String key = "/results/fixed_targets_1_segments/perplexity,none";
        assertThat(JSON.readTree(dilated.out()).at(key).asDouble())
                .isNotCloseTo(JSON.readTree(plain.out()).at(key).asDouble(), within(1e-3));
    }

    @Test
    void thePapersProtocolNamesTheAverageOfPerplexitiesForWhatItIs() throws IOException {
        CommandRun run = texts("--protocol", "paper", "--length", "40,60", "--json", "-", "--rows", "stage1,full");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode figures = JSON.readTree(run.out()).path("results").path("passages_40_tokens");
        assertThat(figures.path("average_of_passage_perplexities,none").asDouble())
                .isGreaterThan(figures.path("perplexity,none").asDouble());
        assertThat(run.err()).contains("average of the passages' perplexities");
    }

    @Test
    void aFolderTrainedForARowTakesItsPlace() throws IOException {
        Path rmt = folder.resolve("rmt");
        ModelOptions options = ModelOptions.DEFAULT.withSeed(9).withSettings(config -> config.toBuilder()
                .mode(Mode.RMT)
                .segmentTokens(16)
                .sensoryTokens(4)
                .build());
        try (HmtModel other = HmtModel.load(model, options)) {
            HmtFiles.write(rmt, other.config(), other.parameters());
        }
        CommandRun compared =
                texts("--contexts", "1", "--json", "-", "--rows", "rmt,stage1", "--compare", "rmt=" + rmt);
        CommandRun alone = texts("--contexts", "1", "--json", "-", "--rows", "rmt");

        assertThat(compared.exitCode()).as(compared.err()).isZero();
        JsonNode json = JSON.readTree(compared.out());
        assertThat(json.at("/hmt/rows/rmt/remark").isNull()).isTrue();
        assertThat(json.at("/hmt/rows/stage1/remark").asText()).isEqualTo("fresh memory, not trained");
        String key = "/results/fixed_targets_1_segments@rmt/perplexity,none";
        assertThat(json.at(key).asDouble())
                .isNotEqualTo(JSON.readTree(alone.out()).at(key).asDouble());

        CommandRun longer =
                CommandRun.of("eval", model, "--data", shared.resolve("text*.txt"), "--compare", "rmt=" + rmt);
        assertThat(longer.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(longer.err()).contains("segment_tokens is 16; allowed: 58 as the model has it");
    }

    @Test
    void answersATaskOfTheUsersFile() throws IOException {
        CommandRun run = eval(
                "--task",
                "pubmedqa",
                "--task-data",
                shared.resolve("gate.jsonl"),
                "--json",
                "-",
                "-o",
                folder.resolve("out"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode figures = JSON.readTree(run.out()).path("results").path("pubmedqa");
        for (String metric : List.of("accuracy,none", "acc,none", "acc_norm,none")) {
            assertThat(figures.path(metric).asDouble(-1)).as(metric).isBetween(0.0, 1.0);
        }
        assertThat(JSON.readTree(run.out()).at("/n-samples/pubmedqa/effective").asInt())
                .isEqualTo(2);
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("Task pubmedqa", "accuracy");
    }

    @Test
    void answersAGeneratedTaskAndSaysWhetherTheEvidenceWasRecalled() throws IOException {
        CommandRun run = eval("--task", "passkey", "--tokens", 300, "--count", 3, "--json", "-", "--rows", "window");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = JSON.readTree(run.out());
        assertThat(json.at("/results/passkey/recall_accuracy,none").asDouble(-1))
                .isBetween(0.0, 1.0);
        assertThat(json.at("/results/passkey@window/exact_match,none").asDouble(-1))
                .isBetween(0.0, 1.0);
        assertThat(json.at("/hmt/by_distance/passkey")).isNotEmpty();
    }

    @Test
    void aGeneratedTaskHidesItsFactWhereItIsToldTo() throws IOException {
        CommandRun run = eval(
                "--task", "passkey", "--tokens", 300, "--count", 3, "--depth", 1, "--json", "-", "--rows", "window");

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> distances = new ArrayList<>();
        JSON.readTree(run.out()).at("/hmt/by_distance/passkey").forEach(bucket -> distances.add(bucket.toString()));
        assertThat(distances).hasSize(1);
    }

    @Test
    void anInterruptedRunWritesWhatItHasAndSaysSo() throws IOException {
        Interrupts interrupts = new Interrupts();
        interrupts.raise();
        CommandRun run = CommandRun.run(
                new ByteArrayInputStream(new byte[0]),
                interrupts,
                Set.of(),
                arguments(
                                "--data",
                                shared.resolve("text*.txt"),
                                "--cache",
                                folder.resolve("cache"),
                                "--contexts",
                                "0,1",
                                "--json",
                                folder.resolve("r.json"))
                        .toArray());
        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.err()).contains("incomplete");
        assertThat(read(folder.resolve("r.json")).at("/hmt/complete").asBoolean(true))
                .isFalse();
    }

    @Test
    void aBareBackboneMayHaveBeenTrainedInWindowsOfItsOwn() throws IOException {
        Path window = folder.resolve("window");
        ModelOptions options = ModelOptions.DEFAULT.withSettings(config ->
                config.toBuilder().mode(Mode.BASELINE).segmentTokens(20).build());
        try (HmtModel bare = HmtModel.load(model, options)) {
            HmtFiles.write(window, bare.config(), bare.parameters());
        }
        CommandRun run = texts("--contexts", "1", "--rows", "window-budget", "--compare", "window=" + window);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("sliding window of");
    }

    @Test
    void aSeparatorMakesDocumentsOfOneFile() throws IOException {
        Path many = folder.resolve("many.txt");
        Files.writeString(
                many,
                TinyModel.text(150, 1) + "\n====\n" + TinyModel.text(150, 2) + "\n====\n" + TinyModel.text(150, 3));

        CommandRun run =
                eval("--data", many, "--separator", "\\n====\\n", "--contexts", "1", "--rows", "window", "--limit", 6);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("6 targets of 3 documents");
    }

    @Test
    void examplesThatAreSkippedAreNotAsked() throws IOException {
        Object[] gate = {"--task", "pubmedqa", "--task-data", shared.resolve("gate.jsonl"), "--json", "-", "--skip"};
        List<Object> one = new ArrayList<>(List.of(gate));
        one.add(1);
        List<Object> all = new ArrayList<>(List.of(gate));
        all.add(2);

        assertThat(JSON.readTree(eval(one.toArray()).out())
                        .at("/n-samples/pubmedqa/effective")
                        .asInt())
                .isEqualTo(1);
        CommandRun none = eval(all.toArray());
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("gate.jsonl has no example behind the first 2 (--skip)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data x.txt --skip -1                    | --skip is -1; allowed: 0 and more",
                "--limit 5                                 | nothing to measure",
                "--data x.txt --limit 0                    | --limit is 0; allowed: 1 and more",
                "--data x.txt --contexts 0,-1              | --contexts is -1; allowed: 0 and more",
                "--data x.txt --compare sliding=a          | unknown row; allowed: stage1, rmt, window",
                "--data x.txt --rows hmt,transformer       | --rows transformer: unknown row",
                "--data x.txt --interleave -1              | --interleave is -1; allowed: 0 and more",
                "--data x.txt --dilate -1                  | --dilate is -1; allowed: 0 and more",
                "--data x.txt --length 1 --protocol paper  | --length is 1; allowed: 2 and more"
            })
    void wrongFlagsAreWrongUsage(String flags, String message) {
        CommandRun run = eval((Object[]) flags.split(" +"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains(message, "See: hmt eval --help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data no-such.txt                        | no-such.txt",
                "--task pubmedq                            | did you mean pubmedqa?",
                "--task pubmedqa                           | its examples come from a file",
                "--task passkey,pubmedqa --task-data f     | does not say which task it is for",
                "--task passkey --apply-chat-template      | has no chat template"
            })
    void whatCannotBeMeasuredIsSaidInOneLine(String flags, String message) {
        CommandRun run = eval((Object[]) flags.split(" +"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains(message).doesNotContain("unexpected");
    }

    private CommandRun texts(Object... flags) {
        List<Object> all = new ArrayList<>(
                List.of("--data", shared.resolve("text*.txt"), "--cache", folder.resolve("cache"), "--limit", 6));
        all.addAll(List.of(flags));
        return eval(all.toArray());
    }

    private static CommandRun eval(Object... flags) {
        return CommandRun.of(arguments(flags).toArray());
    }

    private static List<Object> arguments(Object... flags) {
        List<Object> all = new ArrayList<>(List.of("eval", model, "--segment-tokens", 16, "--sensory", 4));
        all.addAll(List.of(flags));
        return all;
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }
}
