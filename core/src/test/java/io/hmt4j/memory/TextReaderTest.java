package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts read while they arrive leave the memory of their tokens read at once. */
class TextReaderTest {

    private static final float ROUNDING = 1e-4f;
    /** More than one stretch of the streaming encoder. */
    private static final String LONG = story(new Random(1), 45_000);

    @TempDir
    private static Path folder;

    private static HmtModel model;

    @BeforeAll
    static void loadModel() throws IOException {
        model = TextModels.load(TextModels.write(folder.resolve("model"), ""), 112);
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void aLongTextIsEncodedInSeveralStretches() throws IOException {
        var stream = model.text().tokenizer().stream(new StringReader(LONG), SpecialTokens.AS_TEXT);
        stream.next();
        assertThat(stream.charactersEncoded()).isLessThan(LONG.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 100_000})
    void howTheTextArrivesDoesNotMatter(int most) throws IOException {
        try (DocumentMemory read = model.newMemory();
                DocumentMemory whole = wholeDocument(LONG)) {
            Source source = reader().read(read, "long", arrivingInPieces(LONG, most), ReadListener.SILENT);
            MemoryAssert.assertClose(read, whole, ROUNDING);
            assertThat(source).isEqualTo(new Source("long", whole.tokens(), LONG.length(), true));
            assertThat(read.sources()).containsExactly(source);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                " ",
                "\n",
                "a\u0000b\u0000\u0000",
                "lone \ud83d high",
                "low \ude00",
                "ends high \ud83d",
                "</s><s> names of <unk> special tokens",
                "\u4f60\u597d \ud83d\ude00 \u0645\u0631\u062d\u0628\u0627 e\u0301"
            })
    void shortAndStrangeTextsAreReadLikeAnyOther(String text) throws IOException {
        try (DocumentMemory read = model.newMemory();
                DocumentMemory whole = wholeDocument(text)) {
            Source source = reader().read(read, "text", new StringReader(text), ReadListener.SILENT);
            MemoryAssert.assertClose(read, whole, ROUNDING);
            assertThat(source).isEqualTo(new Source("text", whole.tokens(), text.length(), true));
        }
    }

    @Test
    void anEmptyTextLeavesTheTokenThatBeginsADocument() throws IOException {
        try (DocumentMemory memory = model.newMemory()) {
            Source source = reader().read(memory, "empty", new StringReader(""), ReadListener.SILENT);
            assertThat(source).isEqualTo(new Source("empty", 1, 0, true));
            assertThat(memory.pending().copy()).containsExactly(1);
        }
    }

    @Test
    void aByteOrderMarkIsLeftOut() throws IOException {
        try (DocumentMemory read = model.newMemory();
                DocumentMemory whole = wholeDocument("text")) {
            reader().read(read, "text", new StringReader("\ufefftext"), ReadListener.SILENT);
            MemoryAssert.assertClose(read, whole, ROUNDING);
        }
    }

    @Test
    void bytesThatEndInsideACharacterAreRefusedOrReplaced() throws IOException {
        byte[] bytes = "Once upon a time \u00e9".getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        try (DocumentMemory refused = model.newMemory();
                DocumentMemory replaced = model.newMemory();
                DocumentMemory whole = wholeDocument("Once upon a time \ufffd")) {
            assertThatThrownBy(() ->
                            reader().read(refused, "cut.txt", utf8(cut, MalformedText.REFUSE), ReadListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("cut.txt: the text ends inside a character at byte 18");
            reader().read(replaced, "cut.txt", utf8(cut, MalformedText.REPLACE), ReadListener.SILENT);
            MemoryAssert.assertClose(replaced, whole, ROUNDING);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 90, 180})
    void aStoppedReadingGoesOnWhereItWas(int segments) throws IOException {
        try (DocumentMemory memory = model.newMemory();
                DocumentMemory whole = wholeDocument(LONG)) {
            Source stopped = reader().read(memory, "long", new StringReader(LONG), stopAfter(segments));
            assertThat(stopped.complete()).isFalse();
            assertThat(memory.segments()).isEqualTo(segments);
            Source source = reader().read(memory, "long", new StringReader(LONG), ReadListener.SILENT);
            MemoryAssert.assertClose(memory, whole, ROUNDING);
            assertThat(memory.sources()).containsExactly(source);
            assertThat(source).isEqualTo(new Source("long", whole.tokens(), LONG.length(), true));
        }
    }

    /** The server reads in slices, the command does not, and either goes on with what the other has left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 90, 180})
    void aReadingInSlicesGoesOnWithoutAndTheOtherWayRound(int segments) throws IOException {
        for (boolean slicesFirst : new boolean[] {true, false}) {
            try (DocumentMemory memory = model.newMemory();
                    DocumentMemory whole = wholeDocument(LONG)) {
                read(memory, slicesFirst, stopAfter(segments));
                Source source = read(memory, !slicesFirst, ReadListener.SILENT);
                MemoryAssert.assertClose(memory, whole, ROUNDING);
                assertThat(memory.sources()).containsExactly(source);
                assertThat(source).isEqualTo(new Source("long", whole.tokens(), LONG.length(), true));
            }
        }
    }

    private static Source read(DocumentMemory memory, boolean inSlices, ReadListener listener) throws IOException {
        if (!inSlices) {
            return reader().read(memory, "long", new StringReader(LONG), listener);
        }
        TextFeed feed = new TextFeed(model, memory, "long", new StringReader(LONG), 100);
        model.read(List.of(memory), List.of(new int[0]), listener);
        Optional<int[]> slice = feed.next();
        while (slice.isPresent() && !listener.cancelled()) {
            assertThat(slice.get()).hasSizeBetween(1, 100);
            model.read(List.of(memory), List.of(slice.get()), listener);
            slice = listener.cancelled() ? slice : feed.next();
        }
        if (slice.isEmpty()) {
            feed.complete();
        }
        return feed.source();
    }

    @Test
    void aTextThatCannotBeReadForAWhileIsGoneOnWith() throws IOException {
        int[] faults = {0};
        Reader faulty = new FilterReader(new StringReader(LONG)) {
            private int reads;

            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                if (++reads % 2 == 0) {
                    faults[0]++;
                    throw new IOException("not now");
                }
                return super.read(target, offset, Math.min(length, 1000));
            }
        };
        try (DocumentMemory memory = model.newMemory();
                DocumentMemory whole = wholeDocument(LONG)) {
            TextFeed feed = new TextFeed(model, memory, "long", faulty, 500);
            boolean more = true;
            while (more) {
                try {
                    Optional<int[]> slice = feed.next();
                    slice.ifPresent(ids -> model.read(memory, ids));
                    more = slice.isPresent();
                } catch (IOException again) {
                    assertThat(again).hasMessage("not now");
                }
            }
            feed.complete();
            assertThat(faults[0]).isGreaterThan(40);
            MemoryAssert.assertClose(memory, whole, ROUNDING);
            assertThat(memory.sources()).containsExactly(new Source("long", whole.tokens(), LONG.length(), true));
        }
    }

    /** A text of one stretch: all its tokens are given before the first segment is read. */
    @Test
    void aShortTextThatWasStoppedIsReadToItsLastSegment() throws IOException {
        String text = LONG.substring(0, 1200);
        try (DocumentMemory memory = model.newMemory();
                DocumentMemory whole = wholeDocument(text)) {
            reader().read(memory, "short", new StringReader(text), stopAfter(3));
            assertThat(memory.pendingTokens()).isGreaterThan(100);
            reader().read(memory, "short", new StringReader(text), ReadListener.SILENT);
            MemoryAssert.assertClose(memory, whole, ROUNDING);
        }
    }

    @Test
    void aReadingMayBeStoppedSavedAndOpenedManyTimes() throws IOException {
        Path saved = folder.resolve("saved");
        try (DocumentMemory empty = model.newMemory()) {
            model.saveMemory(empty, saved);
        }
        boolean complete = false;
        int stops = 0;
        for (; !complete; stops++) {
            try (DocumentMemory memory = model.openMemory(saved)) {
                complete = reader().read(memory, "long", new StringReader(LONG), stopAfter(50))
                        .complete();
                model.saveMemory(memory, saved);
            }
        }
        assertThat(stops).isGreaterThan(4);
        try (DocumentMemory memory = model.openMemory(saved);
                DocumentMemory whole = wholeDocument(LONG)) {
            MemoryAssert.assertClose(memory, whole, ROUNDING);
            assertThat(memory.sources()).containsExactly(new Source("long", whole.tokens(), LONG.length(), true));
        }
    }

    @Test
    void aTextThatBreaksOffLeavesWhatCameBeforeAndGoesOnLater() throws IOException {
        Reader breaking = new Reader() {
            private final Reader text = new StringReader(LONG);
            private int given;

            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                if (given > 36_000) {
                    throw new IOException("the disk is gone");
                }
                given += length;
                return text.read(target, offset, length);
            }

            @Override
            public void close() {}
        };
        try (DocumentMemory memory = model.newMemory();
                DocumentMemory whole = wholeDocument(LONG)) {
            assertThatThrownBy(() -> reader().read(memory, "long", breaking, ReadListener.SILENT))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is gone");
            assertThat(memory.segments()).isPositive();
            assertThat(memory.sources()).hasSize(1).allSatisfy(source -> assertThat(source.complete())
                    .isFalse());
            reader().read(memory, "long", new StringReader(LONG), ReadListener.SILENT);
            MemoryAssert.assertClose(memory, whole, ROUNDING);
        }
    }

    @Test
    void severalTextsStandOneBehindTheOtherEachWithItsBeginning() throws IOException {
        try (DocumentMemory memory = model.newMemory();
                DocumentMemory expected = model.newMemory()) {
            Source first = reader().read(memory, "a", new StringReader("One day."), ReadListener.SILENT);
            Source second = reader().read(memory, "b", new StringReader("The end."), ReadListener.SILENT);
            Source again = reader().read(memory, "b", new StringReader("The end."), ReadListener.SILENT);
            assertThat(memory.sources()).containsExactly(first, second, again);
            for (String text : new String[] {"One day.", "The end.", "The end."}) {
                model.read(expected, ids(text));
            }
            MemoryAssert.assertClose(memory, expected, ROUNDING);
        }
    }

    @Test
    void aRunWithoutASpaceLongerThanAnyStretchIsReadInBoundedTime() {
        Reader endless = new Reader() {
            private int left = 300_000;

            @Override
            public int read(char[] target, int offset, int length) {
                int count = Math.min(left, length);
                Arrays.fill(target, offset, offset + count, 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }

            @Override
            public void close() {}
        };
        try (DocumentMemory memory = model.newMemory()) {
            Source source = Assertions.assertTimeout(
                    Duration.ofMinutes(2), () -> reader().read(memory, "x", endless, ReadListener.SILENT));
            assertThat(source.characters()).isEqualTo(300_000);
            assertThat(source.complete()).isTrue();
            assertThat(memory.tokens()).isEqualTo(source.tokens());
        }
    }

    @Test
    void aModelWithoutTokenizerSaysSo() {
        try (HmtModel silent = TinyModels.create(TinyModels.CONFIG)) {
            assertThatThrownBy(() -> new TextReader(silent))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("tiny has no tokenizer");
        }
    }

    private static TextReader reader() {
        return new TextReader(model);
    }

    private static DocumentMemory wholeDocument(String text) {
        DocumentMemory memory = model.newMemory();
        model.read(memory, ids(text));
        return memory;
    }

    private static int[] ids(String text) {
        return model.text().tokenizer().encodeDocument(text, SpecialTokens.AS_TEXT);
    }

    private static Reader utf8(byte[] bytes, MalformedText malformed) {
        return new Utf8Reader(new ByteArrayInputStream(bytes), "cut.txt", malformed);
    }

    private static Reader arrivingInPieces(String text, int most) {
        Random random = new Random(most);
        return new Reader() {
            private int from;

            @Override
            public int read(char[] target, int offset, int length) {
                if (from == text.length()) {
                    return -1;
                }
                int count = Math.min(Math.min(length, text.length() - from), 1 + random.nextInt(most));
                text.getChars(from, from + count, target, offset);
                from += count;
                return count;
            }

            @Override
            public void close() {}
        };
    }

    private static ReadListener stopAfter(int segments) {
        return new ReadListener() {
            private int closed;

            @Override
            public void segmentRead(DocumentMemory memory) {
                closed++;
            }

            @Override
            public boolean cancelled() {
                return closed >= segments;
            }
        };
    }

    private static String story(Random random, int characters) {
        String[] words = {
            "once", "upon", "a", "time", "there", "was", "Tim,", "who", "saw", "\u00e9t\u00e9", "\ud83d\ude00.", "\n"
        };
        StringBuilder text = new StringBuilder("Story:");
        while (text.length() < characters) {
            text.append(' ').append(words[random.nextInt(words.length)]);
        }
        return text.toString();
    }
}
