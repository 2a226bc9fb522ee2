package io.hmt4j.store;

import static io.hmt4j.store.MemoryStoreTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import io.hmt4j.server.testing.ChildJvm;
import io.hmt4j.store.StoreException.Reason;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
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
        try (MemoryStore store = fixture.open(new StoreLimits(1 << 20, 30_000, 1 << 20, 8, 8))) {
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
            try (MemoryStore narrow =
                    fixture.open(new StoreLimits(1 << 20, room, 1 << 20, 8, 8), StoreFixture.CARELESS)) {
                id = narrow.create("no room").id();
                narrow.addText(id, "text 0", StoreFixture.utf8(TEXT));
                assertThat(StoreFixture.awaitEnd(narrow, id).failure()).contains("the store is full");
                assertRefused(Reason.FULL, () -> narrow.copy(ballast, "copy"));

                narrow.delete(ballast);
                StoreFixture.await(narrow, id, progress -> progress.state() == MemoryState.READY);
                StoreFixture.assertSameMemory(
                        fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), TEXT));
            }
        }
    }

    @Test
    void aReadingThatHasNoRoomGoesOnWhenAnotherIsCancelled() throws Exception {
        String book = StoreFixture.text(2, 30_000);
        long room = bytes(book) + bytes(TEXT) + 4000;
        try (MemoryStore store = fixture.open(new StoreLimits(1 << 20, room, 1 << 20, 8, 8), StoreFixture.CARELESS);
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

    /** The system refuses to lengthen files beyond a size, as it does on a disk that is full. */
    @Test
    void writesThatTheSystemRefusesLoseNothing() throws Exception {
        String id;
        Process process = ChildJvm.start(Cramped.class, folder);
        try (BufferedReader says = process.inputReader(StandardCharsets.UTF_8)) {
            id = says.readLine();
            assertThat(says.readLine()).isEqualTo("FULL the disk is full");
            assertThat(says.readLine()).isEqualTo("FAILED the disk is full");
            assertThat(says.readLine()).isEqualTo("lent");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
        try (MemoryStore store = fixture.open()) {
            StoreFixture.awaitEnd(store, id);
            assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id),
                    fixture.readDirectly(folder.resolve("expected"), TEXT, Cramped.LARGE, Cramped.LARGE));
        }
    }

    /** The process that may write no file of more than some 40 kB. */
    public static final class Cramped {

        static final String LARGE = StoreFixture.text(3, 25_000);

        private static final int FILE_SIZE = 1; // RLIMIT_FSIZE of Linux
        private static final long MOST = 40_000;

        private Cramped() {}

        /** Reads as far as there is room, and says what was refused. */
        public static void main(String[] arguments) throws Exception {
            try (StoreFixture fixture = new StoreFixture(Path.of(arguments[0]));
                    MemoryStore store = fixture.open()) {
                String id = fixture.stored(store, TEXT);
                System.out.println(id);
                limitFiles();
                try {
                    store.addText(store.create("other").id(), "large", StoreFixture.utf8("a".repeat(100_000)));
                } catch (StoreException refused) {
                    System.out.println(refused.reason() + " " + refused.getMessage());
                }
                store.addText(id, "text 1", StoreFixture.utf8(LARGE));
                store.addText(id, "text 2", StoreFixture.utf8(LARGE));
                ReadingProgress last = StoreFixture.awaitEnd(store, id);
                System.out.println(last.state() + " " + last.failure());
                try (MemoryLease lease = store.borrow(id)) {
                    System.out.println(lease.memory().memories() == 4 ? "lent" : "empty");
                }
            }
        }

        private static void limitFiles() {
            try (Memory limits = new Memory(16)) {
                limits.setLong(0, MOST);
                limits.setLong(8, MOST);
                assertThat(NativeLibrary.getProcess().getFunction("setrlimit").invokeInt(new Object[] {FILE_SIZE, limits
                        }))
                        .isZero();
            }
        }
    }
}
