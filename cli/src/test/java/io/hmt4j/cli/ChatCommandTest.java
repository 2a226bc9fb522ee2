package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.memory.MemoryDescription;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatCommandTest {

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path memory;

    @BeforeAll
    static void readDocument() throws IOException {
        model = TinyModel.write(folder.resolve("model"), 1);
        memory = folder.resolve("memory");
        Path text = Files.writeString(folder.resolve("text.txt"), TinyModel.text(200, 1));
        CommandRun.of("read", model, text, "-o", memory);
    }

    @Test
    void pipedLinesAreAnsweredWithoutAPrompt() {
        CommandRun run = CommandRun.withInput("Who was it?\n\nAnd why?\n", "chat", model, "-m", memory, "-n", 5);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isNotBlank().endsWith("\n").doesNotContain("> ");
        assertThat(run.err()).doesNotContain("> ");
    }

    @Test
    void aPersonIsPrompted() {
        CommandRun run = CommandRun.run(
                new ByteArrayInputStream("/exit\n".getBytes(StandardCharsets.UTF_8)),
                new Interrupts(),
                Set.of("in"),
                "chat",
                model);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("/help lists the commands", "> ");
    }

    @Test
    void nothingAfterExitIsAnswered() {
        CommandRun run = CommandRun.withInput("/exit\nWho?\n", "chat", model, "-m", memory, "-n", 5);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void resetForgetsTheConversation() {
        CommandRun once = CommandRun.withInput("Who?\n", "chat", model, "-m", memory, "-n", 20);
        CommandRun twice = CommandRun.withInput("Who?\n/reset\nWho?\n", "chat", model, "-m", memory, "-n", 20);

        assertThat(twice.out()).isEqualTo(once.out() + once.out());
    }

    @Test
    void theConversationCountsInTheMemory() {
        CommandRun run = CommandRun.withInput("/memory\nWho?\n/memory\n", "chat", model, "-m", memory, "-n", 5);

        assertThat(run.err().lines().filter(line -> line.contains(" of them in this chat")))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .first()
                .asString()
                .contains(" 0 of them");
    }

    @Test
    void theConversationIsKeptWhereAsked() throws IOException {
        byte[] before = Files.readAllBytes(memory.resolve("memory.safetensors"));
        Path kept = folder.resolve("kept");

        CommandRun run = CommandRun.withInput("Who?\n", "chat", model, "-m", memory, "-n", 5, "--save", kept);

        assertThat(run.exitCode()).isZero();
        assertThat(MemoryDescription.of(kept).tokens())
                .isGreaterThan(MemoryDescription.of(memory).tokens());
        assertThat(Files.readAllBytes(memory.resolve("memory.safetensors"))).isEqualTo(before);
    }

    @Test
    void anUnknownCommandIsNotTakenForAMessage() {
        CommandRun run = CommandRun.withInput("/forget\n/help\n", "chat", model);

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("/forget is no command", "/reset");
    }
}
