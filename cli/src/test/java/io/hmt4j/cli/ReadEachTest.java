package io.hmt4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.memory.MemoryDescription;
import io.hmt4j.tensor.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hmt read --each}: many texts, a memory for each. */
class ReadEachTest {

    private static final int[] WORDS = {600, 40, 2500, 0, 900};

    @TempDir
    private static Path shared;

    private static Path model;

    @TempDir
    private Path folder;

    private final List<Path> texts = new ArrayList<>();
    private Path memories;

    @BeforeAll
    static void writeModel() throws IOException {
        model = TinyModel.write(shared.resolve("model"), 1);
    }

    @BeforeEach
    void writeTexts() throws IOException {
        for (int i = 0; i < WORDS.length; i++) {
            texts.add(Files.writeString(folder.resolve("text" + i + ".txt"), TinyModel.text(WORDS[i], i)));
        }
        memories = folder.resolve("memories");
    }

    @Test
    void everyTextGetsTheMemoryOfReadingItAlone() {
        CommandRun run = each("--side-by-side", 2);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Read 5 texts, ", "2 side by side", memories + " holds 5 memories");
        for (int i = 0; i < WORDS.length; i++) {
            assertThat(MemoryDescription.of(memory(i)).sources())
                    .singleElement()
                    .satisfies(source -> assertThat(source.complete()).isTrue());
            assertReadAlone(i);
        }
    }

    @Test
    void figuresAreOneJsonObjectWithAnEntryForEachText() throws IOException {
        JsonNode figures = new ObjectMapper().readTree(each("--json").out());

        assertThat(figures.get("complete").booleanValue()).isTrue();
        assertThat(figures.get("texts")).hasSize(WORDS.length);
        long tokens = 0;
        for (int i = 0; i < WORDS.length; i++) {
            JsonNode text = figures.get("texts").get(i);
            assertThat(text.get("memory").textValue()).isEqualTo(memory(i).toString());
            assertThat(text.get("outcome").textValue()).isEqualTo("read");
            assertThat(text.get("tokens").longValue())
                    .isEqualTo(MemoryDescription.of(memory(i)).tokens());
            tokens += text.get("tokens").longValue();
        }
        assertThat(figures.get("tokens").longValue()).isEqualTo(tokens);
    }

    @Test
    void aTextThatIsNotUtf8LeavesTheOthersAlone() throws IOException {
        Files.writeString(texts.get(2), TinyModel.text(9000, 2));
        Files.write(texts.get(2), new byte[] {(byte) 0xe9, ' '}, StandardOpenOption.APPEND);

        CommandRun run = each("--side-by-side", 2);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("text2.txt", "is not UTF-8 at byte", "holds what was read before");
        assertThat(run.err()).contains("Read 4 of 5 texts", "1 text could not be read");
        assertThat(MemoryDescription.of(memory(2)).sources().get(0).complete()).isFalse();
        for (int i : new int[] {0, 1, 3, 4}) {
            assertReadAlone(i);
        }
    }

    @Test
    void anInterruptSavesAllThatAreOpenAndTheSameCommandGoesOn() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Interrupts interrupts = new Interrupts() {
            @Override
            boolean raised() {
                return asked.incrementAndGet() > 30;
            }
        };
        CommandRun stopped =
                CommandRun.run(InputStream.nullInputStream(), interrupts, Set.of(), command("--side-by-side", 2));

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.err()).contains("--append goes on");
        assertThat(memory(4)).doesNotExist();
        assertThat(MemoryDescription.of(memory(2)).sources().get(0).complete()).isFalse();
        long segments = MemoryDescription.of(memory(2)).segments();
        assertThat(segments).isPositive();

        CommandRun resumed = each("--append");

        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.err()).contains("passed over: read already");
        for (int i = 0; i < WORDS.length; i++) {
            assertReadAlone(i);
        }
        CommandRun again = each("--append");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("5 texts of 5 passed over");
    }

    @Test
    void aDamagedMemoryIsNotPassedOverAsRead() throws IOException {
        each();
        Path file = memory(0).resolve("memory.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        CommandRun again = each("--append");

        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("4 texts of 5 passed over: read already", file + " is damaged: its checksum");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void textsOfTheSameNameAreRefusedWithBothPaths() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other")).resolve("TEXT0.txt");
        Files.writeString(other, "Once.");

        CommandRun run = CommandRun.of("read", model, texts.get(0), other, "--each", "-o", memories);

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains(other + " and " + texts.get(0) + " would both be read into");
        assertThat(memories).doesNotExist();
    }

    @Test
    void memoriesThatAreThereAreNeitherReplacedNorExtendedUnasked() {
        CommandRun.of("read", model, texts.get(1), "-o", memory(1));

        CommandRun refused = each();

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.err()).startsWith("hmt: " + memory(1)).contains("--append", "--overwrite");
        assertThat(memory(0)).doesNotExist();
        assertThat(each("--overwrite").exitCode()).isZero();
        assertReadAlone(1);
    }

    @Test
    void whatIsNoFolderOfMemoriesIsRefused() {
        CommandRun.of("read", model, texts.get(1), "-o", memories);

        CommandRun memory = each("--append");
        CommandRun file = CommandRun.of("read", model, texts.get(1), "--each", "-o", texts.get(0));

        assertThat(memory.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(memory.err()).contains(memories + " is a memory itself");
        assertThat(file.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(file.err()).contains(texts.get(0) + " is a file");
    }

    @Test
    void flagsThatDoNotGoTogetherAreWrongUsage() {
        CommandRun alone = CommandRun.of("read", model, texts.get(0), "-o", memories, "--side-by-side", 2);
        CommandRun none = each("--side-by-side", 0);
        CommandRun nameless = CommandRun.of("read", model, "-", "--each", "-o", memories);

        assertThat(alone.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(alone.err()).contains("--side-by-side goes with --each");
        assertThat(none.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(none.err()).contains("--side-by-side is 0; allowed: 1 and more");
        assertThat(nameless.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(nameless.err()).contains("standard input (-) has no name");
    }

    private CommandRun each(Object... flags) {
        return CommandRun.of(command(flags));
    }

    private Object[] command(Object... flags) {
        List<Object> command = new ArrayList<>(List.of("read", model));
        command.addAll(texts);
        command.addAll(List.of("--each", "-o", memories, "--segment-tokens", 24));
        command.addAll(Arrays.asList(flags));
        return command.toArray();
    }

    private Path memory(int text) {
        return memories.resolve("text" + text + ".txt.memory");
    }

    private void assertReadAlone(int text) {
        Path alone = folder.resolve("alone" + text);
        CommandRun.of("read", model, texts.get(text), "-o", alone, "--segment-tokens", 24);
        MemoryDescription expected = MemoryDescription.of(alone);
        MemoryDescription actual = MemoryDescription.of(memory(text));
        assertThat(actual.tokens()).isEqualTo(expected.tokens());
        assertThat(actual.segments()).isEqualTo(expected.segments());
        assertThat(actual.sources()).isEqualTo(expected.sources());
        try (Scope scope = Scope.withoutGradient();
                SafetensorsFile one = SafetensorsFile.open(memory(text).resolve("memory.safetensors"));
                SafetensorsFile other = SafetensorsFile.open(alone.resolve("memory.safetensors"))) {
            assertThat(one.names()).isEqualTo(other.names());
            for (String name : other.names()) {
                if (other.tensor(name).numel() > 0) {
                    assertThat(one.tensor(name)
                                    .sub(other.tensor(name))
                                    .abs()
                                    .max()
                                    .item_double())
                            .as(name)
                            .isLessThan(1e-4);
                }
            }
        }
    }
}
