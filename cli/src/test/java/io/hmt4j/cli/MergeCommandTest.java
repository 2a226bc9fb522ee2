package io.hmt4j.cli;

import static io.hmt4j.cli.ModelWithAdapters.generated;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {

    @TempDir
    private Path folder;

    private Path model;
    private Path adapters;
    private Path out;

    @BeforeEach
    void writeModelAndAdapters() throws IOException {
        ModelWithAdapters written = ModelWithAdapters.write(folder);
        model = written.model();
        adapters = written.adapters();
        out = folder.resolve("out");
    }

    @Test
    void theMergedModelAnswersAsTheModelWithItsAdapters() {
        CommandRun merge = CommandRun.of("merge", model, "--hmt", adapters, "-o", out);

        assertThat(merge.err()).isEmpty();
        assertThat(merge.exitCode()).isZero();
        assertThat(merge.out()).startsWith("Model\n").contains("float32");
        String merged = generated(out);
        assertThat(merged).isEqualTo(generated(model, "--hmt", adapters)).isNotEqualTo(generated(model));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Files.createDirectory(out);

        CommandRun merge = CommandRun.of("merge", model, "--hmt", adapters, "-o", out);

        assertThat(merge.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(merge.err()).isEqualTo("hmt: " + out + " exists already and is not overwritten\n");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void wrongFlagsAreUsageAndNothingToMergeIsAFailure() {
        assertThat(CommandRun.of("merge", model).exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        CommandRun type = CommandRun.of("merge", model, "--hmt", adapters, "-o", out, "--dtype", "int4");
        assertThat(type.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(type.err()).contains("--dtype is \"int4\"");
        CommandRun nothing = CommandRun.of("merge", model, "-o", out);
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nothing.err()).contains("nothing to merge");
        assertThat(out).doesNotExist();
    }

    @Test
    void showSaysWhichAdaptersThereAre() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("show", adapters, "--json").out());

        assertThat(json.fieldNames()).toIterable().containsExactly("adapters");
        assertThat(json.get("adapters").get("rank").intValue()).isEqualTo(4);
        assertThat(json.get("adapters").get("modules").intValue()).isEqualTo(2 * 7);
        Files.copy(model.resolve("model.safetensors"), adapters.resolve("model.safetensors"));
        assertThat(CommandRun.of("show", adapters).out()).contains("Backbone weights\n", "Adapters\n");
    }
}
