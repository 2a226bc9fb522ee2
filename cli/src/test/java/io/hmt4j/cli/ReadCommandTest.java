package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.tensor.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCommandTest {

    private static final String FIRST = TinyModel.text(600, 1);
    private static final String SECOND = TinyModel.text(300, 2);

    @TempDir
    private static Path shared;

    private static Path model;

    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private Path memory;

    @BeforeAll
    static void writeModel() throws IOException {
        model = TinyModel.write(shared.resolve("model"), 1);
    }

    @BeforeEach
    void writeTexts() throws IOException {
        first = Files.writeString(folder.resolve("first.txt"), FIRST);
        second = Files.writeString(folder.resolve("second.txt"), SECOND);
        memory = folder.resolve("memory");
    }

    @Test
    void readingWritesAMemoryAndSaysWhatWasRead() {
        CommandRun run = CommandRun.of("read", model, first, "-o", memory);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("fresh and untrained, seed 0", "Read ", " holds ");
        MemoryDescription description = MemoryDescription.of(memory);
        assertThat(description.sources()).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo(first.toString());
            assertThat(source.characters()).isEqualTo(FIRST.length());
            assertThat(source.complete()).isTrue();
        });
        assertThat(description.segments()).isGreaterThan(10);
    }

    @Test
    void figuresAreOneJsonObject() throws IOException {
        CommandRun run = CommandRun.of("read", model, first, second, "-o", memory, "--json");

        JsonNode figures = new ObjectMapper().readTree(run.out());
        MemoryDescription description = MemoryDescription.of(memory);
        assertThat(figures.get("complete").booleanValue()).isTrue();
        assertThat(figures.get("tokens").longValue()).isEqualTo(description.tokens());
        assertThat(figures.get("segments").longValue()).isEqualTo(description.segments());
        assertThat(figures.get("tokens_per_second").doubleValue()).isPositive();
        assertThat(figures.get("holds").get("bytes").longValue()).isPositive();
    }

    @Test
    void standardInputLeavesTheMemoryOfAFile() {
        CommandRun.of("read", model, first, "-o", folder.resolve("file"));

        assertThat(CommandRun.withInput(FIRST, "read", model, "-", "-o", memory).exitCode())
                .isZero();

        assertSameMemory(memory, folder.resolve("file"));
    }

    @Test
    void appendingLeavesTheMemoryOfReadingBothAtOnce() {
        CommandRun.of("read", model, first, second, "-o", folder.resolve("whole"));
        CommandRun.of("read", model, first, "-o", memory);

        assertThat(CommandRun.of("read", model, second, "-o", memory, "--append")
                        .exitCode())
                .isZero();

        assertSameMemory(memory, folder.resolve("whole"));
    }

    @Test
    void anInterruptedReadingIsGoneOnWithByTheSameCommand() throws IOException {
        String[] command = {"read", model.toString(), first.toString(), "-", second.toString(), "-o", memory.toString()
        };
        String[] again = {
            "read", model.toString(), first.toString(), "-", second.toString(), "-o", memory.toString(), "--append"
        };
        String middle = TinyModel.text(12_000, 3);
        String[] whole = command.clone();
        whole[6] = folder.resolve("whole").toString();
        CommandRun.withInput(middle, (Object[]) whole);

        CommandRun stopped = interruptedAfter(40_000, middle, (Object[]) command);

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.err()).contains("Interrupted after ", "--append goes on");
        assertThat(MemoryDescription.of(memory).sources()).last().satisfies(source -> {
            assertThat(source.name()).isEqualTo("standard input");
            assertThat(source.complete()).isFalse();
        });
        CommandRun resumed = CommandRun.withInput(middle, (Object[]) again);
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.err()).contains("going on with standard input where it was left");
        assertSameMemory(memory, folder.resolve("whole"));
        assertThat(MemoryDescription.of(memory).sources())
                .isEqualTo(MemoryDescription.of(folder.resolve("whole")).sources());
    }

    @Test
    void whatACrashLeavesIsGoneOnWith() {
        String text = TinyModel.text(10_000, 4);
        CommandRun.withInput(text, "read", model, "-", "-o", folder.resolve("whole"));
        InputStream crashing = inputWith(text, 40_000, () -> {
            throw new OutOfMemoryError("as good a crash as any");
        });

        CommandRun crashed = CommandRun.run(
                crashing, new Interrupts(), Set.of(), "read", model, "-", "-o", memory, "--save-every", 0.001);

        assertThat(crashed.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(MemoryDescription.of(memory).segments()).isGreaterThan(10);
        assertThat(CommandRun.withInput(text, "read", model, "-", "-o", memory, "--append")
                        .exitCode())
                .isZero();
        assertSameMemory(memory, folder.resolve("whole"));
    }

    @Test
    void aMemoryThatIsThereIsNeitherReplacedNorExtendedUnasked() {
        CommandRun.of("read", model, first, "-o", memory);

        CommandRun refused = CommandRun.of("read", model, second, "-o", memory);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).startsWith("hmt: " + memory).contains("--append", "--overwrite");
        assertThat(MemoryDescription.of(memory).sources()).hasSize(1);
    }

    @Test
    void overwritingReplacesAMemory() {
        CommandRun.of("read", model, second, "-o", folder.resolve("alone"));
        CommandRun.of("read", model, first, "-o", memory);

        assertThat(CommandRun.of("read", model, second, "-o", memory, "--overwrite")
                        .exitCode())
                .isZero();

        assertSameMemory(memory, folder.resolve("alone"));
    }

    @Test
    void appendAndOverwriteExcludeEachOther() {
        assertThat(CommandRun.of("read", model, first, "-o", memory, "--append", "--overwrite")
                        .exitCode())
                .isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void aFolderWithOtherFilesIsNotWrittenInto() {
        CommandRun run = CommandRun.of("read", model, first, "-o", folder, "--overwrite");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains(folder + " holds other files");
    }

    @Test
    void aMissingTextOrModelIsNamed() {
        CommandRun noText = CommandRun.of("read", model, folder.resolve("none.txt"), "-o", memory);
        CommandRun noModel = CommandRun.of("read", folder.resolve("none"), first, "-o", memory);

        assertThat(noText.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(noText.err()).isEqualTo("hmt: " + folder.resolve("none.txt") + " does not exist\n");
        assertThat(noModel.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(noModel.err()).startsWith("hmt: " + folder.resolve("none") + " does not exist");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedAndWhatCameBeforeIsKept() throws IOException {
        Path latin =
                Files.write(folder.resolve("latin.txt"), (SECOND + "\u00e9 end").getBytes(StandardCharsets.ISO_8859_1));

        CommandRun run = CommandRun.of("read", model, first, latin, "-o", memory);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("latin.txt", "is not UTF-8 at byte", "holds what was read before");
        assertThat(MemoryDescription.of(memory).sources().get(0).complete()).isTrue();
    }

    @Test
    void bytesThatAreNotUtf8AreReplacedWhereAsked() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        CommandRun run = CommandRun.of("read", model, latin, "-o", memory, "--malformed", "replace");

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void anEmptyTextIsRead() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));

        assertThat(CommandRun.of("read", model, empty, "-o", memory).exitCode()).isZero();
        assertThat(MemoryDescription.of(memory).segments()).isZero();
    }

    @Test
    void aWatchedReadingWritesOverOneLineAndClearsIt() {
        CommandRun run = CommandRun.run(
                InputStream.nullInputStream(),
                new Interrupts(),
                Set.of("err"),
                "read",
                model,
                folder.resolve("first.txt"),
                "-o",
                memory);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("segments  ")))
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Runs a command with a standard input in the course of which Ctrl-C is pressed. */
    private static CommandRun interruptedAfter(int bytes, String input, Object... arguments) {
        Interrupts interrupts = new Interrupts();
        return CommandRun.run(inputWith(input, bytes, interrupts::raise), interrupts, Set.of(), arguments);
    }

    /** A text in the course of which something happens. */
    private static InputStream inputWith(String text, int bytes, Runnable event) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (pos >= bytes) {
                    event.run();
                }
                return super.read(target, offset, length);
            }
        };
    }

    private static void assertSameMemory(Path actual, Path expected) {
        try (Scope scope = Scope.withoutGradient();
                SafetensorsFile one = SafetensorsFile.open(actual.resolve("memory.safetensors"));
                SafetensorsFile other = SafetensorsFile.open(expected.resolve("memory.safetensors"))) {
            assertThat(one.names()).isEqualTo(other.names()).isNotEmpty();
            for (String name : other.names()) {
                Tensor value = one.tensor(name);
                Tensor wanted = other.tensor(name);
                assertThat(one.shape(name)).isEqualTo(other.shape(name));
                // Summaries run in batches that depend on where a reading paused, so the last bits may differ.
                assertThat(value.sub(wanted).abs().max().item_double()).as(name).isLessThan(1e-4);
            }
        }
    }
}
