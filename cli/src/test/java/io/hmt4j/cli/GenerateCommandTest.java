package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path text;

    @BeforeAll
    static void writeModel() throws IOException {
        model = TinyModel.write(folder.resolve("model"), 1);
        text = Files.writeString(folder.resolve("text.txt"), TinyModel.text(400, 1));
    }

    @Test
    void aPromptIsContinued() {
        CommandRun run = CommandRun.of("generate", model, "--prompt", "Once upon", "-n", 200);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSizeGreaterThan(1).endsWith("\n");
        assertThat(run.err()).contains("fresh and untrained", "tokens/s; ended by");
    }

    @Test
    void aPromptMayComeFromStandardInput() {
        CommandRun given = CommandRun.of("generate", model, "--prompt", "Once upon", "-n", 20);

        assertThat(CommandRun.withInput("Once upon", "generate", model, "-p", "-", "-n", 20)
                        .out())
                .isEqualTo(given.out());
    }

    @Test
    void aDocumentThatIsReadIsWorthItsSavedMemory() {
        Path memory = folder.resolve("memory");
        CommandRun.of("read", model, text, "-o", memory);
        Object[] fromText = {"generate", model, "--document", text, "-p", "And", "-n", 30};
        Object[] fromMemory = {"generate", model, "--memory", memory, "-p", "And", "-n", 30};

        CommandRun run = CommandRun.of(fromText);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(CommandRun.of(fromMemory).out());
    }

    @Test
    void aDocumentIsContinuedWithoutAPrompt() {
        assertThat(CommandRun.of("generate", model, "--document", text, "-n", 3).exitCode())
                .isZero();
    }

    @Test
    void textAndFiguresAreOneJsonObject() throws IOException {
        CommandRun plain = CommandRun.of("generate", model, "-p", "Once upon", "-n", 20);

        CommandRun run = CommandRun.of("generate", model, "-p", "Once upon", "-n", 20, "--json");

        assertThat(new ObjectMapper().readTree(run.out()).get("text").asText() + "\n")
                .isEqualTo(plain.out());
    }

    @Test
    void nothingToContinueIsWrongUsage() {
        CommandRun run = CommandRun.of("generate", model);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("nothing to continue");
    }

    @Test
    void settingsThatDoNotFitTheModelAreNamed() {
        CommandRun tooLong = CommandRun.of("generate", model, "-p", "Once", "--segment-tokens", 4096);
        CommandRun tooFew = CommandRun.of("generate", model, "-p", "Once", "--bank", 0);

        assertThat(tooLong.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(tooLong.err()).contains("segment_tokens is 4096", "64");
        assertThat(tooFew.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(tooFew.err()).contains("bank_size is 0");
    }
}
