package io.hmt4j.store;

import static io.hmt4j.store.MemoryStoreTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hmt4j.store.StoreException.Reason;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no room, what is there stays whole, and what waits goes on when there is room again. */
class FullDiskTest {

    private static final String TEXT = StoreFixture.text(1, 3000);

    @TempDir
    private Path folder;

    private StoreFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        fixture = new StoreFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anUploadBeyondTheBudgetIsRefusedAndMakesRoomAgain() throws Exception {
        try (MemoryStore store = fixture.open(new StoreLimits(1 << 20, 30_000, 1 << 20, 8))) {
            String id = fixture.stored(store, TEXT);
            long before = store.figures().diskBytes();
            assertRefused(Reason.FULL, () -> store.addText(id, "large", StoreFixture.utf8("a".repeat(100_000))));
            StoreFixture.awaitEnd(store, id);

            assertThat(store.get(id).failure()).contains("the store is full");
            assertThat(store.figures().diskBytes()).isCloseTo(before, Offset.offset(200L));
            store.addText(id, "small", StoreFixture.utf8("It fits."));
            assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
        }
    }

    @Test
    void aReadingThatHasNoRoomWaitsUntilAMemoryIsDeleted() throws Exception {
        String ballast;
        String id;
        try (MemoryStore store = fixture.open(StoreFixture.ROOMY, StoreFixture.CARELESS)) {
            ballast = fixture.stored(store, StoreFixture.text(2, 30_000));
            long room = store.figures().diskBytes() + 1900 + TEXT.getBytes(StandardCharsets.UTF_8).length;
            store.close();
            try (MemoryStore narrow = fixture.open(new StoreLimits(1 << 20, room, 1 << 20, 8), StoreFixture.CARELESS)) {
                id = narrow.create("no room").id();
                narrow.addText(id, "text 0", StoreFixture.utf8(TEXT));
                assertThat(StoreFixture.awaitEnd(narrow, id).failure()).contains("the store is full");
                assertRefused(Reason.FULL, () -> narrow.copy(ballast, "copy"));

                narrow.delete(ballast);
                assertThat(StoreFixture.awaitEnd(narrow, id).state()).isEqualTo(MemoryState.READY);
                StoreFixture.assertSameMemory(
                        fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), TEXT));
            }
        }
    }

    @Test
    void aReadingThatHasNoRoomGoesOnWhenAnotherIsCancelled() throws Exception {
        String book = StoreFixture.text(2, 30_000);
        long room = bytes(book) + bytes(TEXT) + 4000;
        try (MemoryStore store = fixture.open(new StoreLimits(1 << 20, room, 1 << 20, 8), StoreFixture.CARELESS);
                Turn question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            assertThat(question.begin(() -> false)).isTrue();
            String large = store.create("book").id();
            store.addText(large, "text 0", StoreFixture.utf8(book));
            String id = store.create("no room").id();
            store.addText(id, "text 0", StoreFixture.utf8(TEXT));
            question.end();
            assertThat(StoreFixture.awaitEnd(store, id).failure()).contains("the store is full");

            store.cancelReading(large);
            StoreFixture.await(store, id, progress -> progress.state() == MemoryState.READY);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), TEXT));
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A disk of its own: a tmpfs, where the machine lets a test make one. */
    @Test
    void aDiskThatIsReallyFullLosesNothing() throws Exception {
        Path disk = Files.createDirectory(fixture.storeFolder());
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=400k", "hmt4j-test", disk.toString()))
                .as("a tmpfs can be mounted")
                .isZero();
        try {
            String id;
            Path expected = fixture.readDirectly(folder.resolve("expected"), TEXT, TEXT);
            try (MemoryStore store = fixture.open();
                    Turn question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
                id = fixture.stored(store, TEXT);
                String other = store.create("other").id();
                assertThat(question.begin(() -> false)).isTrue();
                store.addText(id, "text 1", StoreFixture.utf8(TEXT)); // not read as long as the question computes
                fill(disk.resolve("ballast"));
                question.end();
                assertThat(StoreFixture.awaitEnd(store, id).failure()).isEqualTo("the disk is full");
                assertRefused(Reason.FULL, () -> store.addText(other, "large", StoreFixture.utf8("a".repeat(300_000))));
                store.borrow(id).close();
            }
            Files.delete(disk.resolve("ballast"));
            try (MemoryStore store = fixture.open()) {
                StoreFixture.awaitEnd(store, id);
                StoreFixture.assertSameMemory(fixture.memoryFolder(id), expected);
            }
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            for (int size = 1 << 16; size > 0; ) {
                size = canWrite(output, size) ? size : size / 2;
            }
        }
    }

    private static boolean canWrite(OutputStream output, int size) {
        try {
            output.write(new byte[size]);
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
