package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.memory.HmtFiles;
import io.hmt4j.memory.HmtModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = TinyModel.write(folder.resolve("model"), 1);
    }

    @Test
    void aModelIsDescribed() throws IOException {
        CommandRun run = CommandRun.of("show", model);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Model\n").contains("llama", "512", "float32", "chat template");
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("show", model, "--json").out())
                .get("model");
        assertThat(json.get("layers").intValue()).isEqualTo(2);
        assertThat(json.get("bytes").longValue())
                .isEqualTo(4 * json.get("parameters").longValue());
        assertThat(json.get("fingerprint_of_weights").asText()).hasSize(64);
        assertThat(json.get("chat_template").booleanValue()).isFalse();
    }

    @Test
    void aModelWithMemoryParametersIsBoth() throws IOException {
        try (HmtModel loaded = HmtModel.load(model)) {
            HmtFiles.write(model, loaded.config(), loaded.parameters());
        }

        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("show", model, "--json").out());

        assertThat(json.get("model")).isNotNull();
        assertThat(json.get("memory_parameters")
                        .get("settings")
                        .get("bank_size")
                        .intValue())
                .isEqualTo(300);
        assertThat(json.get("memory_parameters").get("parameters").longValue()).isEqualTo(16 + 16 + 2 * 16 * 16);
    }

    @Test
    void aMemoryIsDescribedWithItsSources() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), TinyModel.text(100, 1));
        Path memory = folder.resolve("memory");
        CommandRun.of("read", model, text, "-o", memory);

        CommandRun run = CommandRun.of("show", memory);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Document memory\n").contains("text.txt, tokens ", "complete yes");
    }

    @Test
    void aDamagedMemoryIsSaidToBeDamaged() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), TinyModel.text(100, 1));
        Path memory = folder.resolve("memory");
        CommandRun.of("read", model, text, "-o", memory);
        Path file = memory.resolve("memory.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        CommandRun run = CommandRun.of("show", memory);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("hmt: " + file + " is damaged: its checksum is ");
    }

    @Test
    void whatIsNothingHmtKnowsIsSaidToBe() {
        CommandRun nothing = CommandRun.of("show", folder);
        CommandRun missing = CommandRun.of("show", folder.resolve("none"));

        assertThat(nothing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nothing.err()).startsWith("hmt: " + folder + " is nothing hmt knows");
        assertThat(missing.err()).contains(" is no folder");
    }
}
