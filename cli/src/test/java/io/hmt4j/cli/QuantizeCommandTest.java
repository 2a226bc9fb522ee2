package io.hmt4j.cli;

import static io.hmt4j.cli.ModelWithAdapters.generated;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTest {

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
    void theStoredIntegersAnswerAsTheModelInIntegers() {
        CommandRun run = CommandRun.of("quantize", model, "--hmt", adapters, "-o", out);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Model\n").contains("int8");
        assertThat(generated(out)).isEqualTo(generated(model, "--hmt", adapters, "--weights", "int8"));
        assertThat(generated(out)).isEqualTo(generated(out, "--weights", "int8"));
    }

    @Test
    void autoTakesWhatIsStored() {
        CommandRun.of("quantize", model, "--weights", "int4", "-o", out);

        assertThat(generated(out, "--weights", "auto")).isEqualTo(generated(out));
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        CommandRun floats = CommandRun.of("quantize", model, "-o", out, "--weights", "bf16");
        assertThat(floats.exitCode()).isEqualTo(2);
        assertThat(floats.err()).contains("--weights is \"bf16\"; a model is quantized to int8 or int4");

        CommandRun there = CommandRun.of("quantize", model, "-o", adapters);
        assertThat(there.exitCode()).isEqualTo(1);
        assertThat(there.err()).contains("exists already and is not overwritten");

        assertThat(CommandRun.of("quantize", model, "-o", out).exitCode()).isZero();
        CommandRun again = CommandRun.of("quantize", out, "-o", folder.resolve("again"));
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("is quantized already");
        CommandRun asFloats = CommandRun.of("generate", out, "--prompt", "Once", "--weights", "f32");
        assertThat(asFloats.exitCode()).isEqualTo(1);
        assertThat(asFloats.err()).contains("stored as int8 and cannot be loaded as f32");
    }
}
