package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.task.Tasks;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataCommandTest {

    @TempDir
    private Path folder;

    @Test
    void examplesAreWrittenAsJsonLines() throws IOException {
        Path file = folder.resolve("passkey.jsonl");

        CommandRun run = generate("--task", "passkey", "--chars", 2000, "--count", 3, "-o", file);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(file + ": 3 examples of passkey\n");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        JsonNode line = new ObjectMapper().readTree(lines.get(1));
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly("id", "task", "context", "question", "answers", "choices", "evidence");
        assertThat(line.get("id").textValue()).isEqualTo("passkey-0-1");
        JsonNode place = line.get("evidence").get(0);
        assertThat(line.get("context")
                        .textValue()
                        .substring(place.get(0).intValue(), place.get(1).intValue()))
                .contains(line.get("answers").get(0).textValue());
    }

    @Test
    void theSameSeedPrintsTheSameAndAnotherSeedSomethingElse() {
        CommandRun first = generate("--task", "babilong_qa1", "--chars", 2000, "--count", 2, "--seed", 4, "-o", "-");
        CommandRun again = generate("--task", "babilong_qa1", "--chars", 2000, "--count", 2, "--seed", 4, "-o", "-");
        CommandRun other = generate("--task", "babilong_qa1", "--chars", 2000, "--count", 2, "--seed", 5, "-o", "-");

        assertThat(first.out()).isEqualTo(again.out()).isNotEqualTo(other.out()).hasLineCount(2);
        assertThat(first.err()).isEmpty();
    }

    @Test
    void tokensAreCountedByTheTokenizerOfAModel() throws IOException {
        Path model = TinyModel.write(folder.resolve("model"), 1);

        CommandRun run =
                generate("--task", "niah_single_2", "--tokens", 900, "--model", model, "--count", 1, "-o", "-");

        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            String context =
                    new ObjectMapper().readTree(run.out()).get("context").textValue();
            assertThat(tokenizer.encode(context, SpecialTokens.AS_TEXT).length).isBetween(880, 900);
        }
    }

    @Test
    void factsAreHiddenInTheTextOfTheUserAtTheDepthAskedFor() throws IOException {
        Path book = Files.writeString(folder.resolve("book.txt"), TinyModel.text(3000, 2));

        CommandRun run = generate(
                "--task", "passkey", "--chars", 4000, "--count", 1, "--background", book, "--depth", 0, "-o", "-");

        String context = new ObjectMapper().readTree(run.out()).get("context").textValue();
        assertThat(context).startsWith("Here is the pass key").contains(" gardener ");
    }

    @Test
    void aRequestThatCannotBeMetLeavesNoFile() throws IOException {
        CommandRun run = generate("--task", "ruler_cwe", "--chars", 100, "-o", folder.resolve("words.jsonl"));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).startsWith("hmt: ruler_cwe: a context of 100 characters is too short; the shortest has ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--task paskey --chars 9 | 1 | unknown task paskey; did you mean passkey?",
                "--task pubmedqa --chars 9 | 1 | pubmedqa is not generated: its examples come from a file",
                "--task passkey --chars 0 | 1 | a context of 0 characters cannot be made; allowed: 1 and more",
                "--task passkey --chars 999 --depth 2 | 1 | depth is 2.0; allowed: 0 (beginning) to 1 (end)",
                "--task ruler_fwe --chars 999 --depth 0.5 | 1 | ruler_fwe has no evidence at one place",
                "--task passkey --chars 999 --background none.txt | 1 | none.txt does not exist",
                "--task kv_retrieval --chars 999 --background none.txt | 1 | --background: kv_retrieval has none",
                "--task passkey --chars 999 --count 0 | 2 | --count is 0; allowed: 1 and more",
                "--task passkey --tokens 999 | 2 | --tokens needs --model to count them; --chars N needs none",
                "--task passkey --chars 999 --model m | 2 | --model counts for --tokens only",
                "--task passkey | 2 | --chars=N",
                "--chars 999 | 2 | --task=NAME",
            })
    void whatIsWrongIsSaidInOneLine(String flags, int exitCode, String message) {
        List<Object> arguments = Stream.concat(Stream.of(flags.split(" ", -1)), Stream.of("-o", "-"))
                .map(Object.class::cast)
                .toList();

        CommandRun run = generate(arguments.toArray());

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theTasksAreListedOneALine() throws IOException {
        CommandRun run = CommandRun.of("data", "tasks");

        assertThat(run.out())
                .hasLineCount(Tasks.all().size())
                .contains("passkey ", "babilong_qa5 ", "longbench_qasper ");
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("data", "tasks", "--json").out())
                .get("tasks");
        assertThat(json).hasSize(Tasks.all().size());
        assertThat(json.get(0).get("metrics").get(0).textValue()).isEqualTo("contains");
    }

    @Test
    void aGroupWithoutACommandIsWrongUsage() {
        assertThat(CommandRun.of("data").err()).isEqualTo("hmt: a command is missing\nSee: hmt data --help\n");
        assertThat(CommandRun.of("data", "generat").err()).contains("did you mean generate?");
    }

    private static CommandRun generate(Object... flags) {
        return CommandRun.of(
                Stream.concat(Stream.of("data", "generate"), Stream.of(flags)).toArray());
    }
}
