package io.hmt4j.store;

import static io.hmt4j.store.MemoryStoreTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.memory.Source;
import io.hmt4j.store.StoreException.Reason;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts are read into memories in the background, as they arrive, and whatever happens is told. */
class StoreReadingTest {

    /** More than the tokenizer looks at at once, so that a text is given to the memory in several pieces. */
    private static final String LONG =
            StoreFixture.text(7, 45_000).replace("日本", "").replace("été", "").substring(0, 34_000);

    private static final String MIDDLE = StoreFixture.text(9, 6000);

    private static final String SHORT = StoreFixture.text(8, 900);

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
    void textsOfAMemoryAreReadInTheirOrderAsWithoutAStore() throws Exception {
        try (MemoryStore store = fixture.open(StoreFixture.ROOMY, StoreFixture.CARELESS)) {
            String id = fixture.stored(store, SHORT, "", LONG, "x");
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), SHORT, "", LONG, "x"));
            assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
            assertThat(store.get(id).sources()).extracting(Source::complete).containsOnly(true);
            assertThat(fixture.memoryFolder(id).resolve("texts")).doesNotExist();
        }
    }

    @Test
    void progressIsToldFromTheBeginningToTheEnd() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            List<ReadingProgress> told = Collections.synchronizedList(new ArrayList<>());
            try (AutoCloseable watching = store.watch(id, told::add)) {
                store.addText(id, "text 0", StoreFixture.utf8(SHORT));
                StoreFixture.awaitEnd(store, id);
            }
            ReadingProgress first = told.get(0);
            ReadingProgress last = store.progress(id);

            assertThat(first.state()).isEqualTo(MemoryState.READY);
            assertThat(told).extracting(ReadingProgress::segments).isSorted().contains(1L, 2L, 3L, last.segments());
            assertThat(told).extracting(ReadingProgress::charactersRead).isSorted();
            assertThat(told).allSatisfy(now -> assertThat(now.charactersRead()).isBetween(0L, now.charactersKnown()));
            assertThat(last.charactersRead()).isEqualTo(last.charactersKnown()).isEqualTo(SHORT.length());
            assertThat(last.uploadEnded()).isTrue();
            assertThat(last.secondsLeft()).isZero();
            assertThat(last.memoryBytes()).isEqualTo(4 * 32 * 4);
            assertThat(last.tokens()).isEqualTo(store.get(id).tokens());
        }
    }

    @Test
    void aListenerThatFailsHearsNoMoreAndHarmsNobody() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            List<ReadingProgress> told = new ArrayList<>();
            try (AutoCloseable watching = store.watch(id, progress -> {
                told.add(progress);
                throw new IllegalStateException("of the test");
            })) {
                store.addText(id, "text 0", StoreFixture.utf8(SHORT));
                assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
            }
            assertThat(told).hasSize(1);
        }
    }

    @Test
    void aTextIsReadWhileItArrives() throws Exception {
        try (MemoryStore store = fixture.open();
                SlowUpload upload = new SlowUpload(store, store.create("book").id(), "text 0")) {
            upload.send(LONG.substring(0, 33_500));
            ReadingProgress arriving = StoreFixture.await(store, upload.id(), now -> now.segments() > 20);
            assertThat(arriving.uploadEnded()).isFalse();
            assertThat(arriving.secondsLeft()).isNaN();
            assertThat(arriving.charactersRead()).isPositive().isLessThan(arriving.charactersKnown());

            upload.send(LONG.substring(33_500));
            upload.end();
            StoreFixture.awaitEnd(store, upload.id());
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(upload.id()), fixture.readDirectly(folder.resolve("expected"), LONG));
        }
    }

    @Test
    void aSlowUploadHoldsUpNoOtherReading() throws Exception {
        try (MemoryStore store = fixture.open();
                SlowUpload upload = new SlowUpload(store, store.create("slow").id(), "text 0")) {
            upload.send("It begins");
            StoreFixture.await(store, upload.id(), now -> now.charactersKnown() > 0 || now.queued());

            String quick = fixture.stored(store, SHORT);
            assertThat(store.get(quick).state()).isEqualTo(MemoryState.READY);
            assertThat(store.get(upload.id()).state()).isEqualTo(MemoryState.READING);

            upload.send(SHORT);
            upload.end();
            assertThat(StoreFixture.awaitEnd(store, upload.id()).state()).isEqualTo(MemoryState.READY);
        }
    }

    @Test
    void aReadingWaitsWhileOthersCompute() throws Exception {
        try (MemoryStore store = fixture.open();
                var question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            assertThat(question.begin(() -> false)).isTrue();
            String id = store.create("book").id();
            store.addText(id, "text 0", StoreFixture.utf8(SHORT));
            assertThat(store.progress(id).segments()).isZero();
            assertThat(store.progress(id).queued()).isTrue();
            assertThat(store.figures().queued()).isEqualTo(1);

            question.end();
            assertThat(StoreFixture.awaitEnd(store, id).segments()).isPositive();
        }
    }

    @Test
    void anUploadThatBreaksLeavesAFailedMemoryThatIsNowhereComplete() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = fixture.stored(store, SHORT);
            InputStream broken = new SequenceInputStream(StoreFixture.utf8(LONG), new BrokenStream());

            assertThatThrownBy(() -> store.addText(id, "broken", broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("connection reset");
            assertThat(StoreFixture.awaitEnd(store, id).failure()).isEqualTo("the upload of broken broke off");
            assertThat(store.get(id).state()).isEqualTo(MemoryState.FAILED);
            assertThat(store.get(id).sources())
                    .filteredOn(Source::complete)
                    .extracting(Source::name)
                    .containsExactly("text 0");
            assertThat(fixture.memoryFolder(id).resolve("texts")).doesNotExist();

            store.addText(id, "broken", StoreFixture.utf8(SHORT));
            StoreFixture.awaitEnd(store, id);
            assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
            Source last = store.get(id).sources().get(store.get(id).sources().size() - 1);
            assertThat(last.complete()).isTrue();
            assertThat(last.characters()).isEqualTo(SHORT.length());
        }
    }

    @Test
    void whatIsNotTextIsRefusedAtItsFirstByte() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            byte[] latin = ("abc " + "é".repeat(3)).getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> store.addText(id, "text", new ByteArrayInputStream(latin)))
                    .hasMessageContaining("byte 4 is not UTF-8");
            StoreFixture.awaitEnd(store, id);
            assertRefused(
                    Reason.INVALID,
                    () -> store.addText(id, "text", new ByteArrayInputStream(new byte[] {'a', (byte) 0xC3})));
            StoreFixture.awaitEnd(store, id);
            assertThat(store.get(id).failure()).contains("text: byte 1 is not UTF-8");
            assertThat(store.get(id).tokens()).isLessThanOrEqualTo(2); // what a document begins with, and the a
        }
    }

    @Test
    void aTextThatIsTooLargeIsRefused() throws Exception {
        StoreLimits small = new StoreLimits(1 << 20, 1 << 30, 1000, 8, 8);
        try (MemoryStore store = fixture.open(small)) {
            String id = store.create("book").id();
            assertRefused(Reason.TOO_LARGE, () -> store.addText(id, "text", StoreFixture.utf8("a".repeat(1001))));
            StoreFixture.awaitEnd(store, id);
            store.addText(id, "text", StoreFixture.utf8("a".repeat(1000)));
            assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
        }
    }

    @Test
    void aFullQueueRefusesAndRefusesNothingItHasRoomFor() throws Exception {
        StoreLimits narrow = new StoreLimits(1 << 20, 1 << 30, 1 << 20, 1, 1);
        try (MemoryStore store = fixture.open(narrow);
                var question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            assertThat(question.begin(() -> false)).isTrue();
            List<String> ids = List.of(
                    store.create("a").id(),
                    store.create("b").id(),
                    store.create("c").id());
            store.addText(ids.get(0), "text", StoreFixture.utf8(SHORT));
            store.addText(ids.get(1), "text", StoreFixture.utf8(SHORT));
            assertRefused(Reason.QUEUE_FULL, () -> store.addText(ids.get(2), "text", StoreFixture.utf8(SHORT)));
            assertThat(store.get(ids.get(2)).state()).isEqualTo(MemoryState.READY);

            question.end();
            StoreFixture.awaitEnd(store, ids.get(0));
            StoreFixture.awaitEnd(store, ids.get(1));
        }
    }

    @Test
    void aStoppedReadingGoesOnWhereItWasAndEndsAsOneThatWasNot() throws Exception {
        String id;
        try (Brake brake = new Brake();
                MemoryStore store = fixture.open(StoreFixture.ROOMY, StoreFixture.CARELESS)) {
            id = store.create("book").id();
            store.watch(id, progress -> brake.at(progress.segments() >= 300));
            try (Turn pause = fixture.pause()) {
                store.addText(id, "text 0", StoreFixture.utf8(SHORT));
                store.addText(id, "text 1", StoreFixture.utf8(LONG));
                store.addText(id, "text 2", StoreFixture.utf8(SHORT));
            }
            brake.awaitHalt();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
            brake.release();
            closing.get(60, TimeUnit.SECONDS);
        }
        try (MemoryStore store = fixture.open(StoreFixture.ROOMY, StoreFixture.CARELESS)) {
            assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), SHORT, LONG, SHORT));
            assertThat(store.figures().tokensRead())
                    .isPositive()
                    .isLessThan(store.get(id).tokens());
        }
    }

    @Test
    void aCancelledReadingKeepsWhatWasRead() throws Exception {
        try (Brake brake = new Brake();
                MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            store.watch(id, progress -> brake.at(progress.segments() >= 10));
            try (Turn pause = fixture.pause()) {
                store.addText(id, "text 0", StoreFixture.utf8(MIDDLE));
                store.addText(id, "text 1", StoreFixture.utf8(SHORT));
            }
            brake.awaitHalt();
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> store.cancelReading(id));
            brake.release();
            cancelling.get(60, TimeUnit.SECONDS);
            StoredMemory left = store.get(id);

            assertThat(left.state()).isEqualTo(MemoryState.READY);
            assertThat(left.segments()).isGreaterThanOrEqualTo(10);
            assertThat(left.sources()).extracting(Source::complete).containsExactly(false);
            assertThat(fixture.memoryFolder(id).resolve("texts")).doesNotExist();

            store.addText(id, "text 0", StoreFixture.utf8(SHORT));
            StoreFixture.awaitEnd(store, id);
            assertThat(store.get(id).sources()).extracting(Source::name).containsExactly("text 0", "text 0 (2)");
        }
    }

    @Test
    void cancellingEndsAnUploadAndAReadingThatHasNotBegun() throws Exception {
        try (MemoryStore store = fixture.open();
                SlowUpload first = new SlowUpload(store, store.create("first").id(), "text");
                var question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            assertThat(question.begin(() -> false)).isTrue();
            first.send("It begins");
            store.cancelReading(first.id());
            assertThat(store.get(first.id()).state()).isEqualTo(MemoryState.READY);
            assertRefused(Reason.BUSY, () -> {
                first.send("and goes on");
                first.end();
            });
            store.cancelReading(first.id());
        }
    }

    @Test
    void aMemoryCanBeDeletedWhileItIsRead() throws Exception {
        try (MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            CompletableFuture<ReadingProgress> deleted = new CompletableFuture<>();
            store.watch(id, progress -> {
                if (progress.failure() != null) {
                    deleted.complete(progress);
                } else if (progress.segments() == 10) {
                    store.delete(id); // on the thread that reads it
                }
            });
            store.addText(id, "text 0", StoreFixture.utf8(MIDDLE));
            assertThat(deleted.get(60, TimeUnit.SECONDS).failure()).isEqualTo("it was deleted");
            String next = fixture.stored(store, SHORT);

            assertThat(store.list()).extracting(StoredMemory::id).containsExactly(next);
            assertThat(fixture.memoryFolder(id)).doesNotExist();
            assertThat(store.figures().diskBytes()).isEqualTo(store.get(next).bytes());
        }
    }

    @Test
    void aMemoryCanBeDeletedWhileItIsUploaded() throws Exception {
        try (MemoryStore store = fixture.open();
                SlowUpload upload = new SlowUpload(store, store.create("book").id(), "text")) {
            upload.send(SHORT);
            store.delete(upload.id());
            assertThatThrownBy(() -> {
                        upload.send(SHORT);
                        upload.end();
                    })
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("deleted");
            assertThat(store.list()).isEmpty();
            assertThat(store.figures().diskBytes()).isZero();
        }
    }

    @Test
    void anUploadThatAStopBrokeOffIsFailedAfterwards() throws Exception {
        String id;
        try (MemoryStore store = fixture.open()) {
            id = fixture.stored(store, SHORT);
        }
        Path texts = Files.createDirectories(fixture.memoryFolder(id).resolve("texts"));
        Files.writeString(texts.resolve("000000000003.text"), LONG);
        Files.writeString(
                texts.resolve("000000000003.json"),
                "{\"name\": \"half\", \"added\": 5, \"whole\": false, \"bytes\": 0, \"characters\": 0, \"source\": -1}");
        Files.writeString(texts.resolve("000000000004.text"), "without a note");
        Files.writeString(texts.resolve(".000000000005.json.tmp"), "{");
        try (MemoryStore store = fixture.open()) {
            assertThat(StoreFixture.awaitEnd(store, id).failure()).isEqualTo("the upload of half broke off");
            assertThat(store.get(id).sources()).hasSize(1);
        }
        try (MemoryStore store = fixture.open()) {
            assertThat(store.get(id).state()).isEqualTo(MemoryState.FAILED);
            assertThat(store.get(id).failure()).isEqualTo("the upload of half broke off");
            assertThat(fixture.memoryFolder(id).resolve("texts")).doesNotExist();
        }
    }

    @Test
    void aTextThatWasReadBeforeACrashIsNotReadTwice() throws Exception {
        String id;
        try (MemoryStore store = fixture.open()) {
            id = fixture.stored(store, SHORT);
        }
        Path texts = Files.createDirectories(fixture.memoryFolder(id).resolve("texts"));
        Files.writeString(texts.resolve("000000000000.text"), SHORT);
        int bytes = SHORT.getBytes(StandardCharsets.UTF_8).length;
        Files.writeString(
                texts.resolve("000000000000.json"),
                "{\"name\": \"text 0\", \"added\": 5, \"whole\": true, \"bytes\": " + bytes
                        + ", \"characters\": 900, \"source\": 0}");
        try (MemoryStore store = fixture.open()) {
            StoreFixture.awaitEnd(store, id);
            assertThat(store.get(id).sources()).hasSize(1);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), SHORT));
        }
    }

    @Test
    void readingsOfAnotherModelWaitForIt() throws Exception {
        String id;
        try (Brake brake = new Brake();
                MemoryStore store = fixture.open()) {
            id = store.create("book").id();
            store.watch(id, progress -> brake.at(progress.segments() >= 10));
            try (Turn pause = fixture.pause()) {
                store.addText(id, "text 0", StoreFixture.utf8(MIDDLE));
            }
            brake.awaitHalt();
            CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
            brake.release();
            closing.get(60, TimeUnit.SECONDS);
        }
        try (StoreFixture other = StoreFixture.ofAnotherModel(folder);
                MemoryStore store = other.open()) {
            assertThat(store.get(id).failure()).contains("another checkpoint", "its reading goes on");
            assertRefused(Reason.FOREIGN, () -> store.borrow(id));
            assertRefused(Reason.FOREIGN, () -> store.addText(id, "text", StoreFixture.utf8(SHORT)));
        }
        try (MemoryStore store = fixture.open(StoreFixture.ROOMY, StoreFixture.CARELESS)) {
            assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), MIDDLE));
        }
    }

    @Test
    void aShortTextIsReadBeforeALongOneThatCameFirst() throws Exception {
        StoreLimits oneRow = new StoreLimits(1 << 20, 1 << 30, 1 << 24, 8, 1);
        try (MemoryStore store = fixture.open(oneRow);
                var question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            assertThat(question.begin(() -> false)).isTrue();
            String book = store.create("book").id();
            store.addText(book, "text 0", StoreFixture.utf8(LONG));
            String note = store.create("note").id();
            store.addText(note, "text 0", StoreFixture.utf8(SHORT));
            CompletableFuture<ReadingProgress> bookThen = new CompletableFuture<>();
            store.watch(note, progress -> {
                if (progress.segments() > 0 && progress.state() == MemoryState.READY) {
                    bookThen.complete(store.progress(book)); // on the thread that read the note
                }
            });
            question.end();

            ReadingProgress then = bookThen.get(60, TimeUnit.SECONDS);
            assertThat(then.state()).isEqualTo(MemoryState.READING);
            assertThat(then.segments()).isBetween(1L, 2 * store.get(note).segments());
            StoreFixture.awaitEnd(store, book);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(book), fixture.readDirectly(folder.resolve("expected"), LONG));
        }
    }

    @Test
    void uploadsThatStandStillTakeNoPlaceOfThoseThatWait() throws Exception {
        StoreLimits narrow = new StoreLimits(1 << 20, 1 << 30, 1 << 20, 1, 1);
        try (MemoryStore store = fixture.open(narrow);
                SlowUpload first = new SlowUpload(store, store.create("a").id(), "text 0");
                SlowUpload second = new SlowUpload(store, store.create("b").id(), "text 0")) {
            first.send("It begins");
            second.send("It begins");
            for (SlowUpload each : List.of(first, second)) {
                StoreFixture.await(store, each.id(), progress -> !progress.queued());
            }
            for (int i = 0; i < 4; i++) {
                String id = fixture.stored(store, SHORT);
                assertThat(store.get(id).state()).isEqualTo(MemoryState.READY);
            }
        }
    }

    @Test
    void aTextOutlivesAFaultThatIsNotItsOwn() throws Exception {
        try (Brake brake = new Brake();
                MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            store.watch(id, progress -> brake.at(progress.segments() >= 60));
            try (Turn pause = fixture.pause()) {
                store.addText(id, "text 0", StoreFixture.utf8(MIDDLE));
            }
            brake.awaitHalt();
            Path file = fixture.memoryFolder(id).resolve("memory.safetensors");
            Path aside = Files.move(file, file.resolveSibling("aside"));
            Files.createDirectory(file);
            brake.release();

            assertThat(StoreFixture.awaitEnd(store, id).failure()).contains("memory.safetensors cannot be written");
            assertThat(fixture.memoryFolder(id).resolve("texts")).isNotEmptyDirectory();
            Files.delete(file);
            Files.move(aside, file);
            store.addText(id, "text 1", StoreFixture.utf8(SHORT));
            assertThat(StoreFixture.awaitEnd(store, id).state()).isEqualTo(MemoryState.READY);
            StoreFixture.assertSameMemory(
                    fixture.memoryFolder(id), fixture.readDirectly(folder.resolve("expected"), MIDDLE, SHORT));
        }
    }

    @Test
    void aTextThatIsNoTextAnyMoreIsDroppedAndTheNextIsRead() throws Exception {
        try (MemoryStore store = fixture.open();
                var question = fixture.turns().enter(Share.QUESTION).orElseThrow()) {
            assertThat(question.begin(() -> false)).isTrue();
            String id = store.create("book").id();
            store.addText(id, "text 0", StoreFixture.utf8(SHORT));
            store.addText(id, "text 1", StoreFixture.utf8(SHORT));
            Path text = fixture.memoryFolder(id).resolve("texts").resolve("000000000000.text");
            byte[] torn = Files.readAllBytes(text);
            torn[300] = (byte) 0xFF;
            Files.write(text, torn);
            question.end();

            assertThat(StoreFixture.awaitEnd(store, id).failure())
                    .contains("text 0: the text is not UTF-8 at byte 300");
            assertThat(store.get(id).sources())
                    .filteredOn(Source::complete)
                    .extracting(Source::name)
                    .containsExactly("text 1");
        }
    }

    @Test
    void whoStoppedWatchingIsToldNothingMore() throws Exception {
        try (Brake brake = new Brake();
                MemoryStore store = fixture.open()) {
            String id = store.create("book").id();
            store.watch(id, progress -> brake.at(progress.segments() >= 5));
            List<ReadingProgress> told = Collections.synchronizedList(new ArrayList<>());
            AutoCloseable watching = store.watch(id, told::add);
            try (Turn pause = fixture.pause()) {
                store.addText(id, "text 0", StoreFixture.utf8(MIDDLE)); // halts before the second is told
            }
            brake.awaitHalt();
            watching.close();
            int before = told.size();
            brake.release();
            StoreFixture.awaitEnd(store, id);

            assertThat(told).hasSize(before);
        }
    }
}
