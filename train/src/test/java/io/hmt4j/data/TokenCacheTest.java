package io.hmt4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCacheTest {

    @TempDir
    Path folder;

    private Path texts;
    private final AtomicInteger tokenized = new AtomicInteger();

    @BeforeEach
    void texts() throws IOException {
        texts = Files.createDirectories(folder.resolve("texts"));
        Files.writeString(texts.resolve("a.jsonl"), "{\"text\": \"one\", \"answers\": [[0,3]]}\n{\"text\": \"two\"}\n");
    }

    @Test
    void aFileIsTokenizedOnceBesideItself() throws IOException {
        List<Document> first = read(files());
        assertThat(tokenized.getAndSet(0)).isPositive();
        List<Document> second = read(files());
        assertThat(tokenized.get()).isZero();
        assertThat(second.get(0).tokens()).isEqualTo(first.get(0).tokens());
        assertThat(second.get(0).answers()).isEqualTo(first.get(0).answers()).hasSize(1);
        assertThat(cached(texts.resolve(CorpusFiles.CACHE_FOLDER))).hasSize(1);
    }

    @Test
    void theCacheCanLieInAFolderOfItsOwn() throws IOException {
        read(files().withCache(Path.of("cache", "here")));
        assertThat(cached(texts.resolve("cache/here"))).hasSize(1);
        assertThat(texts.resolve(CorpusFiles.CACHE_FOLDER)).doesNotExist();
    }

    @Test
    void newContentOfTheSameLengthAndTimeIsTokenizedAnew() throws IOException {
        Path file = texts.resolve("a.jsonl");
        read(files());
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, Files.readString(file).replace("one", "wun"));
        Files.setLastModifiedTime(file, time);
        assertThat(TestTexts.texts(read(files()))).containsExactly("wun", "two");
    }

    @Test
    void otherSettingsAndTemplatesHaveTokensOfTheirOwn() throws IOException {
        Files.writeString(
                texts.resolve("a.jsonl"),
                "{\"text\": \"t\", \"body\": \"b\"}\n{\"messages\": [{\"role\": \"user\", \"content\": \"c\"}], \"body\": \"d\"}");
        assertThat(TestTexts.texts(read(files()))).containsExactly("t", "<user>c");
        assertThat(TestTexts.texts(read(files().withTextField("body")))).containsExactly("b", "d");
        try (Corpus other = Corpus.open(
                files(),
                TestTexts.model("other", "{% for m in messages %}({{ m.content }}){% endfor %}"),
                TokenizingListener.NONE)) {
            assertThat(TestTexts.texts(List.of(other.document(1)))).containsExactly("(c)");
        }
    }

    @Test
    void aCutOrDamagedCacheIsNeverTaken() throws IOException {
        List<Document> whole = read(files());
        Path cache = cached(texts.resolve(CorpusFiles.CACHE_FOLDER)).get(0);
        byte[] bytes = Files.readAllBytes(cache);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(cache, Arrays.copyOf(bytes, length));
            assertThat(TokenFile.open(cache)).as("cut to %d bytes", length).isNull();
        }
        bytes[3] ^= 1;
        Files.write(cache, bytes);
        assertThat(TokenFile.open(cache)).as("a bit of a token").isNull();
        bytes[3] ^= 1;
        int inTheTable = (int) whole.stream().mapToLong(d -> d.tokens().length).sum() * 2 + 3;
        bytes[inTheTable] ^= 1;
        Files.write(cache, bytes);
        assertThat(TokenFile.open(cache)).isNull();
        assertThat(read(files()).get(1).tokens()).isEqualTo(whole.get(1).tokens());
        try (TokenFile mended = TokenFile.open(cache)) {
            assertThat(mended).isNotNull();
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        read(files());
        Path cache = texts.resolve(CorpusFiles.CACHE_FOLDER);
        Path tokens = cached(cache).get(0);
        Files.delete(tokens);
        Path half = Files.writeString(cache.resolve("." + tokens.getFileName() + ".1234.tmp"), "half");
        read(files());
        assertThat(half).doesNotExist();
        assertThat(tokens).exists();
    }

    @Test
    void aFailedTokenizingLeavesNothingButItsLock() throws IOException {
        Files.writeString(texts.resolve("a.jsonl"), "{\"text\": \"one\"}\n{\"text\": \n");
        assertThatThrownBy(() -> read(files())).isInstanceOf(InputException.class);
        try (Stream<Path> left = Files.list(texts.resolve(CorpusFiles.CACHE_FOLDER))) {
            assertThat(left).allMatch(path -> path.toString().endsWith(".lock"));
        }
    }

    @Test
    void threadsThatOpenTheSameFileTokenizeItOnce() throws Exception {
        Files.writeString(texts.resolve("a.jsonl"), "{\"text\": \"one two three\"}\n".repeat(2_000));
        int threads = 4;
        CountDownLatch together = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Integer>> sizes = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            sizes.add(pool.submit(() -> {
                together.countDown();
                together.await();
                return read(files()).size();
            }));
        }
        for (Future<Integer> size : sizes) {
            assertThat(size.get()).isEqualTo(2_000);
        }
        pool.shutdown();
        assertThat(tokenized.get()).isEqualTo(2_000);
    }

    @Test
    void aSecondProcessWaitsForTheFirstAndTakesItsTokens() throws Exception {
        Files.writeString(texts.resolve("a.jsonl"), "{\"text\": \"one two three\"}\n".repeat(3_000));
        List<Process> processes = List.of(process(), process());
        List<String> said = new ArrayList<>();
        for (Process process : processes) {
            said.add(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            assertThat(process.waitFor()).as(said.toString()).isZero();
        }
        assertThat(said).containsExactlyInAnyOrder("documents 3000 tokenized 3000\n", "documents 3000 tokenized 0\n");
    }

    private Process process() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheProcess.class.getName(),
                        texts.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Opens the corpus of a folder in a JVM of its own and says what it had to do. */
    static final class CacheProcess {
        public static void main(String[] args) {
            AtomicInteger calls = new AtomicInteger();
            try (Corpus corpus = Corpus.open(
                    CorpusFiles.of(Path.of(args[0]), "a.jsonl"),
                    TestTexts.TEXT,
                    (file, documents, tokens) -> calls.incrementAndGet())) {
                System.out.print("documents " + corpus.size() + " tokenized " + calls.get() + "\n");
            }
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(texts.resolve(CorpusFiles.CACHE_FOLDER), "a file stands where the folder should");
        assertThatThrownBy(() -> read(files()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("a.jsonl: ")
                .hasMessageContaining("cannot be used");
    }

    /** 10 MB of text; the heap that is reached at most grows by far less, whether in one document or in many. */
    @Test
    void theHeapDoesNotGrowWithTheCorpus() throws IOException {
        Path big = texts.resolve("big.txt");
        String line = "Once upon a time there was a little girl who loved her red ball.\n";
        try (BufferedWriter out = Files.newBufferedWriter(big)) {
            for (int i = 0; i < 10_000_000 / line.length(); i++) {
                out.write(line);
            }
        }
        HeapPeak peak = new HeapPeak();
        CorpusFiles one = CorpusFiles.of(texts, "big.txt");
        try (Corpus corpus = Corpus.open(one, TestTexts.TEXT, (file, documents, tokens) -> peak.look(tokens))) {
            assertThat(corpus.size()).isEqualTo(1);
            assertThat(corpus.tokens()).isGreaterThan(2_000_000);
            assertThat(corpus.tokens(0, corpus.length(0) - 5, 5))
                    .isEqualTo(lastFive(TestTexts.TEXT.tokenizer(), line + line));
            peak.look(Long.MAX_VALUE);
        }
        assertThat(peak.bytes()).isLessThan(6L << 20);
    }

    private static int[] lastFive(Tokenizer tokenizer, String text) {
        int[] ids = tokenizer.encode(text, SpecialTokens.AS_TEXT);
        return Arrays.copyOfRange(ids, ids.length - 5, ids.length);
    }

    /** What stays on the heap at several points of the work, over what was there before. */
    private static final class HeapPeak {
        private final long before = live();
        private long most;
        private long next;

        void look(long tokens) {
            if (tokens >= next) {
                next = tokens + 500_000;
                most = Math.max(most, live() - before);
            }
        }

        long bytes() {
            return most;
        }

        private static long live() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }

    @Test
    void tokensOfALargeVocabularyAreKeptWhole() throws IOException {
        Path file = folder.resolve("wide.tokens");
        int[] ids = {0, 65_535, 65_536, 151_000};
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                TokenFileWriter out = new TokenFileWriter(
                        channel, file, TokenFileLayout.width(151_936), "wide", TokenizingListener.NONE)) {
            out.add(ids);
            out.endDocument(7, new Marks(List.of(new Span(1, 2)), List.of(new Evidence(3, List.of(new Span(0, 2))))));
            out.finish();
        }
        try (TokenFile read = TokenFile.open(file)) {
            assertThat(read.tokens(0, 1, 3)).containsExactly(65_535, 65_536, 151_000);
            assertThat(read.number(0)).isEqualTo(7);
            assertThat(read.marks(0).answers()).containsExactly(new Span(1, 2));
            assertThat(read.marks(0).evidence()).containsExactly(new Evidence(3, List.of(new Span(0, 2))));
        }
    }

    private CorpusFiles files() {
        return CorpusFiles.of(texts, "a.jsonl");
    }

    private List<Document> read(CorpusFiles files) {
        try (Corpus corpus =
                Corpus.open(files, TestTexts.TEXT, (file, documents, tokens) -> tokenized.incrementAndGet())) {
            List<Document> all = new ArrayList<>();
            corpus.forEach(all::add);
            return all;
        }
    }

    private static List<Path> cached(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tokens")).toList();
        }
    }
}
