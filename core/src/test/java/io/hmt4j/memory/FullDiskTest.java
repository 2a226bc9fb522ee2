package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving on a file system of 128 KiB that is full; skipped where this process may not mount one. */
class FullDiskTest {

    @TempDir
    Path disk;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        Assumptions.assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk.toString()));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        succeeds("umount", disk.toString());
    }

    @Test
    void theOldMemoryStaysWholeAndNothingIsLeftBeside() throws IOException {
        Random random = new Random(1);
        Path folder = disk.resolve("memory");
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory();
                DocumentMemory old = model.newMemory()) {
            int[] text = TinyModels.tokens(random, 100);
            model.read(old, text);
            model.read(memory, text);
            model.saveMemory(memory, folder);
            fill(disk.resolve("filler"));
            model.read(memory, text);
            assertThatThrownBy(() -> model.saveMemory(memory, folder))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(folder.resolve(MemoryFiles.TENSORS) + " cannot be written")
                    .hasMessageContaining("No space left");
            try (DocumentMemory opened = model.openMemory(folder);
                    var files = Files.list(folder)) {
                MemoryAssert.assertIdentical(opened, old);
                assertThat(files).hasSize(2);
            }
            Files.delete(disk.resolve("filler"));
            model.saveMemory(memory, folder);
            try (DocumentMemory opened = model.openMemory(folder)) {
                MemoryAssert.assertIdentical(opened, memory);
            }
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream filler = Files.newOutputStream(file)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            filler.write(new byte[512]);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
