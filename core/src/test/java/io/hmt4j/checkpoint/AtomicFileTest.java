package io.hmt4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private final Path folder;
    private final Path file;

    AtomicFileTest(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("memory.json");
    }

    @Test
    void replacesAFileAsAWhole() throws IOException {
        Files.writeString(file, "old and long");
        AtomicFile.write(file, channel -> {
            channel.write(text("new"));
            assertThat(file).hasContent("old and long");
        });
        assertThat(file).hasContent("new");
        assertOnlyFile();
    }

    @Test
    void keepsTheOldFileAndLeavesNothingBesideItWhenTheDiskIsFull() throws IOException {
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    channel.write(text("half of the n"));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage(file + " cannot be written: No space left on device");
        assertThat(file).hasContent("old");
        assertOnlyFile();
    }

    @Test
    void leavesNothingBesideItWhenTheProgramFails() throws IOException {
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    throw new IllegalStateException("a fault");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertOnlyFile();
    }

    @Test
    void refusesToReplaceAFolder() {
        assertThatThrownBy(() -> AtomicFile.write(folder, channel -> {}))
                .isInstanceOf(InputException.class)
                .hasMessage(folder + " cannot be written: it is a folder");
    }

    private void assertOnlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
