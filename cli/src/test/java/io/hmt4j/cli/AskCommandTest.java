package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.Conversation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskCommandTest {

    private static final String QUESTION = "Who stood by the river?";

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path memory;

    @BeforeAll
    static void readDocument() throws IOException {
        model = TinyModel.write(folder.resolve("model"), 1);
        memory = folder.resolve("memory");
        Path text = Files.writeString(folder.resolve("text.txt"), TinyModel.text(400, 1));
        assertThat(CommandRun.of("read", model, text, "-o", memory).exitCode()).isZero();
    }

    @Test
    void theAnswerIsAllOfStandardOutput() {
        CommandRun run = CommandRun.of("ask", model, "--memory", memory, QUESTION, "-n", 20);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(expectedAnswer() + "\n");
        assertThat(run.err()).contains("the first after", "tokens/s; ended by");
    }

    @Test
    void aQuestionMayComeFromStandardInput() {
        CommandRun run = CommandRun.withInput(QUESTION + "\n", "ask", model, "-m", memory, "-", "-n", 20);

        assertThat(run.out()).isEqualTo(expectedAnswer() + "\n");
    }

    @Test
    void answerAndFiguresAreOneJsonObject() throws IOException {
        CommandRun run = CommandRun.of("ask", model, "-m", memory, QUESTION, "-n", 20, "--json");

        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("text").asText()).isEqualTo(expectedAnswer());
        assertThat(json.get("tokens").intValue()).isBetween(1, 20);
        assertThat(json.get("seconds_to_first_token").doubleValue()).isPositive();
    }

    @Test
    void theSettingsAMemoryWasReadWithNeedNotBeSaidAgain() throws IOException {
        Path shortSegments = folder.resolve("short-segments");
        Path text = folder.resolve("text.txt");
        CommandRun.of("read", model, text, "-o", shortSegments, "--segment-tokens", 20, "--sensory", 3, "--bank", 7);

        CommandRun asked = CommandRun.of("ask", model, "-m", shortSegments, QUESTION, "-n", 5);
        CommandRun other = CommandRun.of("ask", model, "-m", shortSegments, QUESTION, "-n", 5, "--segment-tokens", 21);

        assertThat(asked.exitCode()).isZero();
        assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(other.err()).contains("another checkpoint");
    }

    @Test
    void weightsHeldInAnotherWayThanTheMemorysAreRemarked() {
        CommandRun same = CommandRun.of("ask", model, "-m", memory, QUESTION, "-n", 5);
        CommandRun other = CommandRun.of("ask", model, "-m", memory, QUESTION, "-n", 5, "--weights", "bf16");

        assertThat(same.err()).doesNotContain("written with weights");
        assertThat(other.exitCode()).as(other.err()).isZero();
        assertThat(other.err().replaceAll("\\s+", " "))
                .contains("this memory was written with weights held as f32, they are held as bf16 now");
    }

    @Test
    void askingLeavesTheMemoryAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(memory.resolve("memory.safetensors"));

        CommandRun.of("ask", model, "-m", memory, QUESTION, "-n", 5);

        assertThat(Files.readAllBytes(memory.resolve("memory.safetensors"))).isEqualTo(before);
    }

    @Test
    void theSameSeedGivesTheSameAnswer() {
        Object[] command = {"ask", model, "-m", memory, QUESTION, "-n", 20, "-t", 1.5, "--top-k", 50, "--sample-seed", 7
        };

        assertThat(CommandRun.of(command).out())
                .isEqualTo(CommandRun.of(command).out());
    }

    @Test
    void aStopTextEndsTheAnswerBeforeIt() {
        String stop = expectedAnswer().substring(3, 5);

        CommandRun run = CommandRun.of("ask", model, "-m", memory, QUESTION, "-n", 20, "--stop", stop);

        assertThat(run.out()).doesNotContain(stop);
        assertThat(run.err()).contains("ended by a stop text");
    }

    @Test
    void theMemoryOfAnotherCheckpointIsRefused() throws IOException {
        Path other = TinyModel.write(folder.resolve("other"), 2);

        CommandRun run = CommandRun.of("ask", other, "-m", memory, QUESTION);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("hmt: this memory was made by another checkpoint");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void aFailureShowsItsStackTraceWhereAsked() {
        CommandRun run = CommandRun.of("ask", model, "-m", folder, QUESTION, "--stacktrace");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("hmt: " + folder + " holds no memory", "\tat io.hmt4j.cli");
    }

    @Test
    void ctrlCEndsTheAnswer() {
        Interrupts interrupts = new Interrupts();
        interrupts.raise();

        CommandRun run = CommandRun.run(
                InputStream.nullInputStream(), interrupts, Set.of(), "ask", model, "-m", memory, QUESTION);

        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.err()).contains("ended by an interrupt");
    }

    private static String expectedAnswer() {
        try (HmtModel loaded = HmtModel.load(model);
                DocumentMemory opened = loaded.openMemory(memory)) {
            GenerationOptions options = GenerationOptions.greedy(20).withEndIds(loaded.endIds());
            return new Conversation(loaded, opened)
                    .ask(QUESTION, options, GenerationListener.SILENT)
                    .text();
        }
    }
}
