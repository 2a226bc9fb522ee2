package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.store.StoreException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories are made, named, copied and deleted, and are there again when the store is opened again. */
class MemoryStoreTest {

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
    void aNewMemoryIsEmptyAndReady() {
        try (MemoryStore store = fixture.open()) {
            StoredMemory made = store.create("  Moby Dick ");

            assertThat(made.id()).matches("[a-z2-7]{26}");
            assertThat(made.name()).isEqualTo("Moby Dick");
            assertThat(made.state()).isEqualTo(MemoryState.READY);
            assertThat(made.tokens()).isZero();
            assertThat(made.bytes()).isPositive();
            assertThat(made.fingerprint()).isEqualTo(fixture.model().identity().fingerprint());
            assertThat(store.get(made.id())).isEqualTo(made);
        }
    }

    @Test
    void whatWasStoredIsThereWhenTheStoreIsOpenedAgain() throws Exception {
        List<StoredMemory> before;
        try (MemoryStore store = fixture.open()) {
            fixture.stored(store, StoreFixture.text(1, 500), StoreFixture.text(2, 300));
            store.create("empty");
            before = store.list();
        }
        try (MemoryStore store = fixture.open()) {
            assertThat(store.list()).isEqualTo(before).hasSize(2);
        }
    }

    @Test
    void theNewestMemoryIsListedFirst() {
        try (MemoryStore store = fixture.open()) {
            store.create("one");
            store.create("two");
            store.create("three");

            assertThat(store.list()).extracting(StoredMemory::name).containsExactly("three", "two", "one");
        }
    }

    @Test
    void aMemoryIsRenamedForGood() {
        String id;
        try (MemoryStore store = fixture.open()) {
            id = store.create("old").id();
            assertThat(store.rename(id, "new").name()).isEqualTo("new");
        }
        try (MemoryStore store = fixture.open()) {
            assertThat(store.get(id).name()).isEqualTo("new");
        }
    }

    @Test
    void aCopyIsAMemoryOfItsOwn() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, StoreFixture.text(1, 600));
            StoredMemory copy = store.copy(id, "branch");
            String segment = store.segmentText(id, 3);
            store.delete(id);

            assertThat(copy.name()).isEqualTo("branch");
            assertThat(copy.state()).isEqualTo(MemoryState.READY);
            assertThat(store.segmentText(copy.id(), 3)).isEqualTo(segment).isNotEmpty();
            store.addText(copy.id(), "text 1", StoreFixture.utf8(StoreFixture.text(2, 400)));
            StoreFixture.awaitEnd(store, copy.id());
            Path expected = fixture.readDirectly(
                    folder.resolve("expected"), StoreFixture.text(1, 600), StoreFixture.text(2, 400));
            StoreFixture.assertSameMemory(fixture.memoryFolder(copy.id()), expected);
        }
    }

    @Test
    void aDeletedMemoryIsGoneFromStoreAndDisk() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, StoreFixture.text(1, 300));
            store.delete(id);

            assertRefused(Reason.UNKNOWN, () -> store.get(id));
            assertRefused(Reason.UNKNOWN, () -> store.delete(id));
            assertThat(store.list()).isEmpty();
            assertThat(store.figures().diskBytes()).isZero();
            assertThat(fixture.memoryFolder(id)).doesNotExist();
            assertThat(fixture.memoryFolder(id).getParent()).isEmptyDirectory();
        }
    }

    @Test
    void noIdReachesTheFileSystem() throws Exception {
        try (MemoryStore store = fixture.open()) {
            Files.createDirectories(fixture.storeFolder().resolve("memories").resolve("notes"));
            for (String id : List.of("", "..", "../..", "notes", "/etc", "a".repeat(26), "A".repeat(26), "x\n\u0000")) {
                assertRefused(Reason.UNKNOWN, () -> store.get(id));
                assertRefused(Reason.UNKNOWN, () -> store.delete(id));
                assertRefused(Reason.UNKNOWN, () -> store.borrow(id));
            }
            assertThat(fixture.storeFolder().resolve("memories").resolve("notes"))
                    .exists();
        }
    }

    @Test
    void aNameIsShortAndPrintable() {
        try (MemoryStore store = fixture.open()) {
            for (String name : List.of("", "  ", "a\nb", "a\u0000", "a\u2028b", "\uD800", "x".repeat(201))) {
                assertRefused(Reason.INVALID, () -> store.create(name));
            }
            assertThat(store.create("../../etc/passwd, 日本").name()).isEqualTo("../../etc/passwd, 日本");
            assertThat(store.list()).hasSize(1);
        }
    }

    @Test
    void aSecondStoreOnTheSameFolderIsRefused() {
        try (MemoryStore store = fixture.open()) {
            assertThatThrownBy(fixture::open)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("in use by this process");
            assertThat(store.list()).isEmpty();
        }
        fixture.open().close();
    }

    @Test
    void aClosedStoreTakesNothingMore() {
        MemoryStore store = fixture.open();
        String id = store.create("one").id();
        store.close();
        store.close();

        assertRefused(Reason.BUSY, () -> store.create("two"));
        assertRefused(Reason.BUSY, () -> store.addText(id, "text", StoreFixture.utf8("a")));
        assertThat(fixture.turns().inside()).isZero();
    }

    @Test
    void theFiguresCountWhatIsThere() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, StoreFixture.text(1, 500));
            store.create("empty");
            StoreFigures figures = store.figures();

            assertThat(figures.ready()).isEqualTo(2);
            assertThat(figures.reading() + figures.failed() + figures.queued()).isZero();
            assertThat(figures.tokensRead()).isEqualTo(12 * store.get(id).segments());
            assertThat(figures.diskBytes())
                    .isEqualTo(
                            store.list().stream().mapToLong(StoredMemory::bytes).sum());
        }
    }

    @Test
    void aFolderThatIsNoMemoryIsListedAsFailedAndCanBeDeleted() throws Exception {
        String id;
        try (MemoryStore store = fixture.open()) {
            id = fixture.stored(store, StoreFixture.text(1, 300));
        }
        Files.write(fixture.memoryFolder(id).resolve("memory.safetensors"), new byte[] {1, 2, 3});
        try (MemoryStore store = fixture.open()) {
            StoredMemory damaged = store.get(id);

            assertThat(damaged.state()).isEqualTo(MemoryState.FAILED);
            assertThat(damaged.failure())
                    .contains("damaged", "memory.safetensors has 3 bytes")
                    .doesNotContain(folder.toString());
            assertRefused(Reason.FOREIGN, () -> store.borrow(id));
            assertRefused(Reason.FOREIGN, () -> store.copy(id, "copy"));
            store.delete(id);
            assertThat(store.list()).isEmpty();
        }
    }

    @Test
    void nobodyElseOnTheMachineReadsTheStore() throws Exception {
        try (MemoryStore store = fixture.open()) {
            assertThat(store.list()).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.storeFolder())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatACrashLeftBesideAMemoryIsRemovedWhetherOrNotItIsListed() throws Exception {
        String id;
        try (MemoryStore store = fixture.open()) {
            id = fixture.stored(store, StoreFixture.text(1, 300));
        }
        Path left = fixture.memoryFolder(id).resolve(".memory.safetensors.0.tmp");
        Files.write(left, new byte[100]);
        try (MemoryStore store = fixture.open()) {
            assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
            assertThat(left).doesNotExist();
        }
    }

    static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, refused -> assertThat(refused.reason())
                .isEqualTo(reason));
    }
}
