package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the engine in processes of their own, as the launcher starts them. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class RecordedStartTest {

    private static final int EXIT_CODE = 7;

    @TempDir
    private Path folder;

    @Test
    void theSecondStartLoadsWhatTheFirstRecorded() throws Exception {
        Path record = folder.resolve("libraries");

        assertThat(start(record)).isEqualTo("by JavaCPP: 512.0 ended\n");
        assertThat(start(record)).isEqualTo("directly: 512.0 ended\n");

        Files.writeString(record, Files.readString(record).replaceFirst("\n\\d+ ", "\n1 "));
        assertThat(start(record)).isEqualTo("by JavaCPP: 512.0 ended\n");
        assertThat(start(record)).isEqualTo("directly: 512.0 ended\n");
    }

    @Test
    void settingsOfJavaCppThatAreNotTheUsualOnesAreJavaCppsToRead() throws Exception {
        Path record = folder.resolve("libraries");
        start(record);

        assertThat(start(record, "-Dorg.bytedeco.javacpp.pathsFirst=false")).startsWith("by JavaCPP: 512.0");
    }

    private static String start(Path record, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Arrays.asList(flags));
        command.addAll(List.of(
                "-Xmx256m",
                "-D" + RecordedLibraries.FILE + "=" + record,
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(EXIT_CODE);
        return said;
    }

    /** A process that computes a product, and ends as a command does. */
    static final class Start {

        public static void main(String[] none) {
            ProcessEnd.skipDestructors();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(" ended")));
            boolean directly = "false".equals(System.getProperty("org.bytedeco.javacpp.loadlibraries"));
            try (Scope scope = Scope.withoutGradient()) {
                Tensor ones = torch.ones(512, 512);
                double element = ones.matmul(ones).select(0, 3).select(0, 5).item_double();
                System.out.print((directly ? "directly: " : "by JavaCPP: ") + element);
            }
            System.exit(EXIT_CODE);
        }
    }
}
