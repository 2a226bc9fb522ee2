package io.hmt4j.store;

import static io.hmt4j.store.MemoryStoreTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memories are lent, kept in RAM by a budget, and changed by who borrowed them. */
class BorrowTest {

    private static final String TEXT = StoreFixture.text(1, 700);

    /** Room for two memories of the fixture's model: 4 vectors of 32 floats, keys of 16, and what is counted beside. */
    private static final StoreLimits TWO_IN_RAM =
            new StoreLimits(2 * (4 * (32 + 16) * 4 + 4096), 1 << 30, 1 << 24, 8, 8);

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
    void aBorrowedMemoryIsTheStoredOne() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, TEXT);
            try (MemoryLease lease = store.borrow(id)) {
                fixture.model().saveMemory(lease.memory(), folder.resolve("borrowed"));
            }
            StoreFixture.assertSameMemory(folder.resolve("borrowed"), fixture.memoryFolder(id));
        }
    }

    @Test
    void memoriesLeaveRamInTheOrderInWhichNobodyAskedForThem() throws Exception {
        try (MemoryStore store = fixture.open(TWO_IN_RAM)) {
            String first = fixture.stored(store, TEXT);
            String second = fixture.stored(store, TEXT);
            String third = fixture.stored(store, TEXT);
            List.of(first, second, first, third).forEach(id -> store.borrow(id).close());

            assertThat(store.figures().ramBytes()).isEqualTo(TWO_IN_RAM.ramBytes());
            assertThat(isLoaded(store, first)).isTrue();
            assertThat(isLoaded(store, third)).isTrue();
            assertThat(isLoaded(store, second)).isFalse();
        }
    }

    @Test
    void whatIsLentStaysWhateverTheBudget() throws Exception {
        try (MemoryStore store = fixture.open(new StoreLimits(1, 1 << 30, 1 << 24, 8, 8))) {
            String first = fixture.stored(store, TEXT);
            String second = fixture.stored(store, TEXT);
            MemoryLease one = store.borrow(first);
            MemoryLease other = store.borrow(second);
            assertThat(store.figures().ramBytes()).isEqualTo(TWO_IN_RAM.ramBytes());

            one.close();
            one.close();
            assertThat(store.figures().ramBytes()).isEqualTo(TWO_IN_RAM.ramBytes() / 2);
            assertThat(other.memory().memories()).isEqualTo(4);
            other.close();
            assertThat(store.figures().ramBytes()).isZero();
        }
    }

    @Test
    void aDeletedMemoryIsKeptByWhoHasBorrowedIt() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, TEXT);
            try (MemoryLease lease = store.borrow(id)) {
                store.delete(id);
                assertThat(fixture.model().score(lease.memory(), new int[] {5}, new int[] {6}))
                        .hasSize(1);
                assertRefused(Reason.UNKNOWN, () -> store.update(id, lease.memory(), lease.version(), List.of()));
            }
            assertThat(store.figures().ramBytes()).isZero();
        }
    }

    @Test
    void aChangedMemoryIsStoredWithTheTextOfItsSegments() throws Exception {
        String id;
        List<String> texts = new ArrayList<>();
        try (MemoryStore store = fixture.open()) {
            id = fixture.stored(store, TEXT);
            try (MemoryLease lease = store.borrow(id);
                    DocumentMemory changed = lease.memory().copy()) {
                List<int[]> closed = readOn(changed, 30);
                long version = store.update(id, changed, lease.version(), closed);

                assertThat(closed.size()).isBetween(2, 3);
                assertThat(version).isGreaterThan(lease.version());
                assertThat(store.borrow(id).version()).isEqualTo(version);
                assertThat(lease.memory().tokens()).isEqualTo(changed.tokens() - 30);
                assertRefused(Reason.BUSY, () -> store.update(id, changed, lease.version(), closed));
            }
            for (long segment = 0; segment < store.get(id).segments(); segment++) {
                texts.add(store.segmentText(id, segment));
            }
        }
        try (MemoryStore store = fixture.open()) {
            assertThat(texts).allSatisfy(text -> assertThat(text).isNotEmpty());
            assertThat(texts).hasSize((int) store.get(id).segments());
            assertThat(store.segmentText(id, texts.size() - 1)).isEqualTo(texts.get(texts.size() - 1));
        }
    }

    @Test
    void textThatIsNotGivenWithAChangeIsNotKnown() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, TEXT);
            long before = store.get(id).segments();
            try (MemoryLease lease = store.borrow(id);
                    DocumentMemory changed = lease.memory().copy()) {
                readOn(changed, 36);
                store.update(id, changed, lease.version(), List.of(changed.newestSegment()));
            }
            assertThat(store.get(id).segments()).isEqualTo(before + 3);
            assertThat(store.segmentText(id, before - 1)).isNotEmpty();
            assertThat(store.segmentText(id, before)).isEmpty();
            assertThat(store.segmentText(id, before + 2)).isNotEmpty();
            assertRefused(Reason.INVALID, () -> store.segmentText(id, before + 3));
            assertRefused(Reason.INVALID, () -> store.segmentText(id, -1));
        }
    }

    @Test
    void aMemoryThatIsBeingReadIsLentAsItWasSavedAndNotChanged() throws Exception {
        try (MemoryStore store = fixture.open(StoreFixture.ROOMY, StoreFixture.CAREFUL)) {
            String id = store.create("book").id();
            CompletableFuture<Long> lent = new CompletableFuture<>();
            store.watch(id, progress -> {
                if (progress.segments() == 50) {
                    try (MemoryLease lease = store.borrow(id)) { // on the thread that reads it
                        assertRefused(Reason.BUSY, () -> store.update(id, lease.memory(), lease.version(), List.of()));
                        assertThat(lease.memory().pendingTokens()).isLessThan(12);
                        assertThat(store.segmentText(id, lease.memory().segments() - 1))
                                .isNotEmpty();
                        lent.complete(lease.memory().segments());
                    } catch (RuntimeException | AssertionError e) {
                        lent.completeExceptionally(e);
                    }
                }
            });
            store.addText(id, "text 0", StoreFixture.utf8(StoreFixture.text(2, 4000)));
            assertThat(lent.get(60, TimeUnit.SECONDS)).isBetween(20L, 49L);
            StoreFixture.awaitEnd(store, id);
            try (MemoryLease lease = store.borrow(id)) {
                assertThat(lease.memory().segments()).isEqualTo(store.get(id).segments());
            }
        }
    }

    @Test
    void textAddedAfterAChangeIsReadBehindIt() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, TEXT);
            long changedTokens;
            try (MemoryLease lease = store.borrow(id);
                    DocumentMemory changed = lease.memory().copy()) {
                List<int[]> closed = readOn(changed, 50);
                store.update(id, changed, lease.version(), closed);
                changedTokens = changed.tokens();
            }
            store.addText(id, "text 1", StoreFixture.utf8(TEXT));
            StoreFixture.awaitEnd(store, id);
            assertThat(store.get(id).tokens())
                    .isEqualTo(changedTokens + store.get(id).sources().get(1).tokens());
        }
    }

    /** Reads so many tokens on; returns the segments that it closed. */
    private List<int[]> readOn(DocumentMemory memory, int tokens) {
        int[] more = new int[tokens];
        for (int i = 0; i < tokens; i++) {
            more[i] = 300 + i;
        }
        List<int[]> closed = new ArrayList<>();
        fixture.model().read(List.of(memory), List.of(more), new ReadListener() {
            @Override
            public void segmentRead(DocumentMemory reading) {
                closed.add(reading.newestSegment());
            }
        });
        return closed;
    }

    /** Whether a memory can be borrowed without its file. */
    private boolean isLoaded(MemoryStore store, String id) throws IOException {
        Path file = fixture.memoryFolder(id).resolve("memory.safetensors");
        Path hidden = Files.move(file, file.resolveSibling("hidden"));
        try {
            store.borrow(id).close();
            return true;
        } catch (StoreException notLoaded) {
            return false;
        } finally {
            Files.move(hidden, file);
        }
    }
}
