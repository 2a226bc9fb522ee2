package io.hmt4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusSourceTest {

    private static final int DOCUMENTS = 40;

    @TempDir
    Path folder;

    private Corpus corpus;

    /** Documents of 2 to 300 tokens. */
    @BeforeEach
    void corpus() throws IOException {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < DOCUMENTS; i++) {
            lines.append("{\"text\": \"")
                    .append(words(random, 1 + random.nextInt(100)))
                    .append("\"}\n");
        }
        Files.writeString(folder.resolve("a.jsonl"), lines);
        corpus = TestTexts.open(CorpusFiles.of(folder, "a.jsonl"));
    }

    @AfterEach
    void close() {
        corpus.close();
    }

    @Test
    void windowsAreCutFrontToBackAndNeverCrossABorder() {
        ReadingOrder order = ReadingOrder.SEQUENTIAL;
        List<Document> windows = TestTexts.rest(source(order), 32);
        List<int[]> expected = new ArrayList<>();
        for (Document document : corpus) {
            for (int from = 0; from < document.tokens().length; from += 32) {
                expected.add(
                        Arrays.copyOfRange(document.tokens(), from, Math.min(document.tokens().length, from + 32)));
            }
        }
        assertThat(windows).extracting(Document::tokens).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void anEpochHasEveryTokenOnceInAnyBuffer(int buffer) {
        List<Document> windows = TestTexts.rest(source(shuffled(buffer).withEpochs(1)), 16);
        assertThat(windows.stream().mapToLong(w -> w.tokens().length).sum()).isEqualTo(corpus.tokens());
        Set<String> names = new HashSet<>();
        assertThat(windows).allMatch(window -> names.add(window.id()));
    }

    @Test
    void aBufferOfOneKeepsTheOrderOfTheFilesInEveryEpoch() {
        List<String> inOrder = ids(TestTexts.rest(source(ReadingOrder.SEQUENTIAL), 1_000));
        List<String> read = ids(TestTexts.rest(source(shuffled(1).withEpochs(2)), 1_000));
        assertThat(read.subList(0, DOCUMENTS)).isEqualTo(inOrder);
        assertThat(read.subList(DOCUMENTS, 2 * DOCUMENTS)).isEqualTo(inOrder);
    }

    @Test
    void theSameSeedGivesTheSameOrderAnotherSeedAndAnotherEpochGiveOthers() {
        List<String> order = ids(TestTexts.rest(source(shuffled(8).withEpochs(2)), 1_000));
        assertThat(ids(TestTexts.rest(source(shuffled(8).withEpochs(2)), 1_000)))
                .isEqualTo(order);
        assertThat(ids(TestTexts.rest(source(shuffled(8).withEpochs(2).withSeed(2)), 1_000)))
                .isNotEqualTo(order);
        List<String> first = order.subList(0, DOCUMENTS);
        List<String> second = order.subList(DOCUMENTS, 2 * DOCUMENTS);
        assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
        assertThat(first).isNotEqualTo(ids(TestTexts.rest(source(ReadingOrder.SEQUENTIAL), 1_000)));
    }

    @Test
    void aLongDocumentIsReadInSeveralPlacesAtOnce() throws IOException {
        Files.writeString(folder.resolve("long.txt"), words(new Random(1), 20_000));
        try (DocumentSource source =
                new CorpusSource(TestTexts.open(CorpusFiles.of(folder, "long.txt")), shuffled(16), new int[0])) {
            LongStream starts = IntStream.range(0, 32)
                    .mapToObj(i -> source.next(64).id())
                    .mapToLong(id -> Long.parseLong(id.substring(id.indexOf('[') + 1, id.indexOf(':'))));
            assertThat(starts.map(start -> start / 2_000).distinct().count()).isGreaterThan(8);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goingOnFromAPositionEqualsNeverHavingStoppedWhateverTheWindows(boolean packing) {
        Random random = new Random(3);
        ReadingOrder order = shuffled(6).withPacking(packing);
        DocumentSource source = source(order);
        for (int round = 0; round < 20; round++) {
            for (int i = random.nextInt(30); i > 0; i--) {
                source.next(1 + random.nextInt(60));
            }
            ObjectNode position = source.position();
            int[] lengths = random.ints(40, 1, 100).toArray();
            List<int[]> expected = windows(source, lengths);
            DocumentSource resumed = source(order);
            resumed.seek(position);
            assertThat(windows(resumed, lengths)).containsExactlyElementsOf(expected);
            source.seek(position);
        }
    }

    @Test
    void aFinishedRunGoesOnForMoreEpochs() {
        DocumentSource once = source(shuffled(8).withEpochs(1));
        TestTexts.rest(once, 50);
        DocumentSource twice = source(shuffled(8).withEpochs(2));
        twice.seek(once.position());
        long more = TestTexts.rest(twice, 50).stream()
                .mapToLong(window -> window.tokens().length)
                .sum();
        assertThat(more).isEqualTo(corpus.tokens());
    }

    @Test
    void longerWindowsLaterStillGiveEveryTokenOnce() {
        DocumentSource source = source(shuffled(8).withEpochs(1).withMinTokens(1));
        long tokens = 0;
        int length = 4;
        for (Document next = source.next(length); next != null; next = source.next(length)) {
            assertThat(next.tokens().length).isBetween(1, length);
            tokens += next.tokens().length;
            length = Math.min(200, length + 3);
        }
        assertThat(tokens).isEqualTo(corpus.tokens());
    }

    @Test
    void shortLeftoversAndShortDocumentsAreLeftOut() {
        List<Document> windows = TestTexts.rest(source(shuffled(8).withEpochs(1).withMinTokens(20)), 32);
        assertThat(windows).isNotEmpty().allMatch(window -> window.tokens().length >= 20);
        assertThatThrownBy(() ->
                        source(shuffled(8).withMinTokens(10_000).withEpochs(1)).next(32))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no document has 10000 tokens");
    }

    @Test
    void packingFillsEveryWindowButTheLastOfAnEpoch() {
        List<Document> windows = TestTexts.rest(source(shuffled(8).withEpochs(1).withPacking(true)), 50);
        assertThat(windows.subList(0, windows.size() - 1)).allMatch(window -> window.tokens().length == 50);
        assertThat(windows.stream().mapToLong(w -> w.tokens().length).sum()).isEqualTo(corpus.tokens());
        ReadingOrder inOrder = ReadingOrder.SEQUENTIAL.withPacking(true);
        int[] packed =
                new CorpusSource(corpus, inOrder, new int[] {2}).next(1_000).tokens();
        int[] first = corpus.document(0).tokens();
        int[] second = corpus.document(1).tokens();
        assertThat(packed).startsWith(first);
        assertThat(packed[first.length]).isEqualTo(2);
        assertThat(Arrays.copyOfRange(packed, first.length + 1, first.length + 1 + second.length))
                .isEqualTo(second);
    }

    @Test
    void packingPutsNoSecondEndBehindAnAnswer() throws IOException {
        Files.writeString(
                folder.resolve("q.jsonl"),
                "{\"context\": \"C\", \"question\": \"Q\", \"answers\": [\"A\"]}\n{\"text\": \"red\"}\n{\"text\": \"ball\"}");
        try (Corpus mixed = TestTexts.open(CorpusFiles.of(folder, "q.jsonl"))) {
            ReadingOrder inOrder = ReadingOrder.SEQUENTIAL.withPacking(true);
            int[] packed =
                    new CorpusSource(mixed, inOrder, new int[] {2}).next(1_000).tokens();
            assertThat(TestTexts.TEXT.tokenizer().decode(packed, false).split("</s>", -1))
                    .hasSize(4);
        }
    }

    @Test
    void aPositionOfOtherTextsOrAnotherOrderIsRefused() throws IOException {
        ObjectNode position = source(shuffled(8)).position();
        assertThatThrownBy(() -> source(shuffled(9)).seek(position))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("order");
        Files.writeString(folder.resolve("b.txt"), "other");
        try (Corpus other = TestTexts.open(CorpusFiles.of(folder, "b.txt"))) {
            assertThatThrownBy(() -> new CorpusSource(other, shuffled(8), new int[0]).seek(position))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("corpus");
        }
        for (String key : List.of("epoch", "entered", "draws", "open")) {
            assertThatThrownBy(
                            () -> source(shuffled(8)).seek(position.deepCopy().put(key, -1)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(key);
        }
    }

    @Test
    void answersAndEvidenceAreCutWithTheirWindow() throws IOException {
        String text = "the key is red and so on and so forth and then red";
        int last = text.length() - 3;
        Files.writeString(
                folder.resolve("m.jsonl"),
                "{\"text\": \"" + text + "\", \"answers\": [[0, 14], [" + last + ", " + text.length()
                        + "]], \"evidence\": [{\"at\": " + last + ", \"where\": [[11, 14], [15, 18]]}]}");
        try (Corpus marked = TestTexts.open(CorpusFiles.of(folder, "m.jsonl"))) {
            Document whole = marked.document(0);
            int half = whole.answers().get(0).to() - 1;
            List<Document> cut = TestTexts.rest(new CorpusSource(marked, ReadingOrder.SEQUENTIAL, new int[0]), half);
            assertThat(cut.get(0).answers())
                    .containsExactly(new Span(whole.answers().get(0).from(), half));
            assertThat(cut.get(1).answers().get(0)).isEqualTo(new Span(0, 1));
            assertThat(cut).allMatch(window -> window.evidence().isEmpty());
            List<Document> uncut = TestTexts.rest(new CorpusSource(marked, ReadingOrder.SEQUENTIAL, new int[0]), 1_000);
            assertThat(uncut.get(0).evidence()).isEqualTo(whole.evidence()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 16, 17, 1000, 4097})
    void aShuffleHasEveryNumberOnce(long size) {
        Shuffle shuffle = new Shuffle(size, 42);
        assertThat(LongStream.range(0, size).map(shuffle::at).sorted().boxed())
                .containsExactlyElementsOf(LongStream.range(0, size).boxed().toList());
    }

    @Test
    void aShuffleLeavesFewNumbersInTheirNeighbourhood() {
        Shuffle shuffle = new Shuffle(10_000, 7);
        long near = LongStream.range(1, 10_000)
                .filter(i -> Math.abs(shuffle.at(i) - shuffle.at(i - 1)) < 100)
                .count();
        assertThat(near).isBetween(100L, 300L);
    }

    static String words(Random random, int count) {
        List<String> words = List.of("red", "ball", "girl", "little", "once", "upon", "time", "tree", "bird");
        return String.join(
                " ", random.ints(count, 0, words.size()).mapToObj(words::get).toList());
    }

    private CorpusSource source(ReadingOrder order) {
        return new CorpusSource(corpus, order, new int[0]);
    }

    private static ReadingOrder shuffled(int buffer) {
        return ReadingOrder.DEFAULT.withShuffle(buffer).withSeed(1).withMinTokens(1);
    }

    private static List<int[]> windows(DocumentSource source, int[] lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> source.next(length).tokens())
                .toList();
    }

    private static List<String> ids(List<Document> documents) {
        return documents.stream().map(Document::id).toList();
    }
}
