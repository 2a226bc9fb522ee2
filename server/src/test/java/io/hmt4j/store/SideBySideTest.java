package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.memory.Source;
import io.hmt4j.server.testing.TestServer;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories that are read side by side end as each would alone, and what befalls one is no other's concern. */
class SideBySideTest {

    private static final int MEMORIES = 5;

    private static final String SHORT = StoreFixture.text(30, 500);

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

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void eachMemoryIsThatOfReadingItAlone(int rows) throws Exception {
        try (MemoryStore store = fixture.open(sideBySide(rows))) {
            List<String> ids = waiting(store);
            for (int i = 0; i < MEMORIES; i++) {
                assertReadAlone(store, ids.get(i), i);
                assertThat(store.segmentText(ids.get(i), 2)).isNotEmpty();
            }
            assertThat(store.figures().tokensRead())
                    .isEqualTo(ids.stream()
                            .mapToLong(id -> store.get(id).segments()
                                    * fixture.model().config().segmentTokens())
                            .sum());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void allGetOnWhetherThereIsARowForEachOrNot(int rows) throws Exception {
        int round =
                StoreFixture.CAREFUL.sliceTokens() / fixture.model().config().segmentTokens();
        try (MemoryStore store = fixture.open(sideBySide(rows))) {
            List<String> ids;
            List<List<Long>> seen = new ArrayList<>();
            try (Turn pause = fixture.pause()) {
                ids = filled(store);
                String last = ids.get(MEMORIES - 1);
                store.watch(last, progress -> {
                    if (progress.segments() == 3L * round + 1) {
                        seen.add(ids.stream()
                                .map(id -> store.progress(id).segments())
                                .toList());
                    }
                });
            }
            StoreFixture.awaitEnd(store, ids.get(MEMORIES - 1));
            assertThat(seen).hasSize(1);
            assertThat(seen.get(0)).allSatisfy(segments -> assertThat(segments).isBetween(2L * round, 4L * round + 1));
        }
    }

    @Test
    void oneThatFailsFailsAlone() throws Exception {
        try (MemoryStore store = fixture.open(sideBySide(3))) {
            List<String> ids;
            try (Turn pause = fixture.pause()) {
                ids = filled(store);
                Path text = fixture.memoryFolder(ids.get(1)).resolve("texts").resolve("000000000000.text");
                byte[] torn = Files.readAllBytes(text);
                torn[2000] = (byte) 0xFF;
                Files.write(text, torn);
            }
            assertThat(StoreFixture.awaitEnd(store, ids.get(1)).failure()).contains("not UTF-8 at byte 2000");
            assertThat(store.get(ids.get(1)).sources())
                    .filteredOn(Source::complete)
                    .extracting(Source::name)
                    .containsExactly("text 1");
            for (int i : new int[] {0, 2, 3, 4}) {
                assertReadAlone(store, ids.get(i), i);
            }
        }
    }

    @Test
    void oneIsCancelledAndOneDeletedWhileTheOthersAreRead() throws Exception {
        try (Brake brake = new Brake();
                MemoryStore store = fixture.open(sideBySide(4))) {
            List<String> ids;
            try (Turn pause = fixture.pause()) {
                ids = filled(store);
                store.watch(ids.get(0), progress -> brake.at(progress.segments() >= 30));
            }
            brake.awaitHalt();
            store.delete(ids.get(1));
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> store.cancelReading(ids.get(2)));
            brake.release();
            cancelling.get(60, TimeUnit.SECONDS);

            StoredMemory cancelled = store.get(ids.get(2));
            assertThat(cancelled.state()).isEqualTo(MemoryState.READY);
            assertThat(cancelled.sources()).extracting(Source::complete).containsExactly(false);
            for (int i : new int[] {0, 3, 4}) {
                assertReadAlone(store, ids.get(i), i);
            }
            assertThat(store.list()).hasSize(MEMORIES - 1);
            assertThat(fixture.memoryFolder(ids.get(1))).doesNotExist();
        }
    }

    @Test
    void uploadsThatStandStillTakeNoRow() throws Exception {
        try (MemoryStore store = fixture.open(sideBySide(1));
                SlowUpload first = new SlowUpload(store, store.create("a").id(), "text 0");
                SlowUpload second = new SlowUpload(store, store.create("b").id(), "text 0")) {
            first.send("It begins");
            second.send("It begins");
            for (SlowUpload each : List.of(first, second)) {
                StoreFixture.await(store, each.id(), progress -> !progress.queued());
            }
            String id = fixture.stored(store, text(0));
            assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
        }
    }

    @Test
    void textsThatArriveBitByBitAreReadAsAtOnce() throws Exception {
        String text = StoreFixture.text(21, 70_000);
        try (MemoryStore store = fixture.open(sideBySide(2));
                SlowUpload one = new SlowUpload(store, store.create("a").id(), "text 0");
                SlowUpload other = new SlowUpload(store, store.create("b").id(), "text 0")) {
            for (int from = 0; from < text.length(); from += 7001) {
                String piece = text.substring(from, Math.min(text.length(), from + 7001));
                for (SlowUpload each : List.of(one, other)) {
                    long known = (long) from + piece.length();
                    each.send(piece);
                    assertThat(TestServer.becomes(
                                    () -> store.progress(each.id()).charactersKnown() == known))
                            .isTrue();
                }
            }
            for (SlowUpload each : List.of(one, other)) {
                StoreFixture.await(store, each.id(), progress -> progress.segments() > 300);
                each.end();
                StoreFixture.awaitEnd(store, each.id());
                StoreFixture.assertSameMemory(
                        fixture.memoryFolder(each.id()), fixture.readDirectly(folder.resolve(each.id()), text));
            }
        }
    }

    @Test
    void aQuestionWaitsForOneBatchHoweverManyAreRead() throws Exception {
        int rows = 4;
        try (MemoryStore store = fixture.open(sideBySide(rows), StoreFixture.CARELESS);
                Turn question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            CompletableFuture<Long> readWhenItsTurnCame = new CompletableFuture<>();
            List<Long> readWhenItCame = new ArrayList<>();
            List<String> ids;
            try (Turn pause = fixture.pause()) {
                ids = filled(store);
                store.watch(ids.get(0), progress -> {
                    if (progress.segments() == 20 && readWhenItCame.isEmpty()) {
                        readWhenItCame.add(store.figures().tokensRead());
                        Thread asking = new Thread(() -> {
                            question.begin(() -> false);
                            readWhenItsTurnCame.complete(store.figures().tokensRead());
                            question.end();
                        });
                        asking.start();
                        while (fixture.turns().working() < 2) {
                            Thread.onSpinWait(); // it waits behind the reading
                        }
                    }
                });
            }
            long segments = (readWhenItsTurnCame.get(60, TimeUnit.SECONDS) - readWhenItCame.get(0))
                    / fixture.model().config().segmentTokens();
            assertThat(segments).isLessThan(rows);
            for (String id : ids) {
                StoreFixture.awaitEnd(store, id);
            }
        }
    }

    @Test
    void whatIsReadSideBySideIsReadByOneThreadThatEnds() throws Exception {
        List<Thread> readers;
        try (MemoryStore store = fixture.open(sideBySide(3))) {
            List<Long> threads = new ArrayList<>();
            List<String> ids;
            try (Turn pause = fixture.pause()) {
                ids = filled(store);
                readers = readingThreads();
                assertThat(readers).hasSize(1);
                for (String id : ids) {
                    store.watch(id, progress -> {
                        if (progress.segments() == 5) {
                            threads.add(Thread.currentThread().getId());
                        }
                    });
                }
            }
            for (String id : ids) {
                StoreFixture.awaitEnd(store, id);
            }
            assertThat(threads).hasSizeGreaterThanOrEqualTo(MEMORIES);
            assertThat(threads.stream().distinct()).hasSize(1);
        }
        readers.get(0).join(TimeUnit.SECONDS.toMillis(60));
        assertThat(readers.get(0).isAlive()).isFalse();
    }

    private static List<Thread> readingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hmt4j-reading"))
                .toList();
    }

    /** Memories whose texts are all there before the first is read. */
    private List<String> waiting(MemoryStore store) throws Exception {
        try (Turn pause = fixture.pause()) {
            return filled(store);
        }
    }

    /** Memories of two texts each. */
    private static List<String> filled(MemoryStore store) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < MEMORIES; i++) {
            String id = store.create("memory " + i).id();
            store.addText(id, "text 0", StoreFixture.utf8(text(i)));
            store.addText(id, "text 1", StoreFixture.utf8(SHORT));
            ids.add(id);
        }
        return ids;
    }

    private static String text(int i) {
        return StoreFixture.text(10 + i, 4000 + 800 * i);
    }

    private void assertReadAlone(MemoryStore store, String id, int i) throws Exception {
        assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
        StoreFixture.assertSameMemory(
                fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("alone " + i), text(i), SHORT));
    }

    private static StoreLimits sideBySide(int rows) {
        return new StoreLimits(1 << 20, 1 << 30, 1 << 24, 16, rows);
    }
}
