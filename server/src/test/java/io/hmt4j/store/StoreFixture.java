package io.hmt4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.TextReader;
import io.hmt4j.server.testing.ServedModels;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import io.hmt4j.work.Turnstile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;

/** A small model, a folder for a store, and what tests do with both. */
final class StoreFixture implements AutoCloseable {

    static final StoreLimits ROOMY = new StoreLimits(1 << 20, 1 << 30, 1 << 24, 8, 8);

    /** Saves after every slice, and slices are small. */
    static final ReadingSteps CAREFUL = new ReadingSteps(Duration.ZERO, 240);

    /** Saves at the end of each text only. */
    static final ReadingSteps CARELESS = new ReadingSteps(Duration.ofHours(1), 240);

    /**
     * A product may round differently for another number of rows. Over a thousand segments this random network makes up to
     * 3.5e-4 of it with the slices of one document alone; another segment or token would be of the size of the vectors.
     */
    private static final float ROUNDING = 1e-3f;

    /** Longer than any wait of a test that passes. */
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final HmtModel model;

    /** Each look at the clock is a tick: all slices are about as long. */
    private final AtomicLong ticks = new AtomicLong();

    private final Turnstile turns = new Turnstile(16, ticks::incrementAndGet);

    /** A store in a folder, with the one small model. */
    StoreFixture(Path folder) throws IOException {
        this(folder, "model", 3);
    }

    private StoreFixture(Path folder, String name, long seed) throws IOException {
        this(
                folder,
                Files.exists(folder.resolve(name))
                        ? folder.resolve(name)
                        : ServedModels.write(folder.resolve(name), "", seed));
    }

    private StoreFixture(Path folder, Path checkpoint) {
        this.folder = folder;
        this.model = ServedModels.load(checkpoint, ServedModels.SMALL);
    }

    /** The same store served with another model. */
    static StoreFixture ofAnotherModel(Path folder) throws IOException {
        return new StoreFixture(folder, "other", 4);
    }

    /** The same store served with a model whose tokens take half as many bytes. */
    static StoreFixture ofAnotherVocabulary(Path folder) throws IOException {
        return new StoreFixture(folder, ServedModels.writeByteLevel(folder.resolve("bytes"), 5));
    }

    HmtModel model() {
        return model;
    }

    Turnstile turns() {
        return turns;
    }

    /**
     * Keeps the store from reading until it is closed, on this thread. A reading that will be halted begins when all its texts
     * are there: who halts it keeps everybody from hearing of it, also those who upload.
     */
    Turn pause() {
        Turn pause = turns.enter(Share.QUESTION).orElseThrow();
        assertThat(pause.begin(() -> false)).isTrue();
        return pause;
    }

    Path storeFolder() {
        return folder.resolve("store");
    }

    Path memoryFolder(String id) {
        return storeFolder().resolve("memories").resolve(id);
    }

    /** A store that saves after every slice. */
    MemoryStore open() {
        return open(ROOMY);
    }

    MemoryStore open(StoreLimits limits) {
        return open(limits, CAREFUL);
    }

    MemoryStore open(StoreLimits limits, ReadingSteps steps) {
        return MemoryStore.open(storeFolder(), model, limits, turns, steps);
    }

    /** Words in lines, the same for the same seed. */
    static String text(long seed, int characters) {
        Random random = new Random(seed);
        String[] words = {
            "once", "upon", "a", "time", "there", "was", "Lily", "and", "Ben", "in", "the", "park", "été", "日本"
        };
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            text.append(words[random.nextInt(words.length)]).append(random.nextInt(12) == 0 ? ".\n" : " ");
        }
        return text.substring(0, characters);
    }

    static InputStream utf8(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A memory that holds texts, each called {@code text 0} and so on. */
    String stored(MemoryStore store, String... texts) throws Exception {
        String id = store.create("stored").id();
        for (int i = 0; i < texts.length; i++) {
            store.addText(id, "text " + i, utf8(texts[i]));
        }
        awaitEnd(store, id);
        return id;
    }

    /** Waits until nothing of a memory waits to be read. */
    static ReadingProgress awaitEnd(MemoryStore store, String id) throws Exception {
        return await(store, id, progress -> progress.state() != MemoryState.READING);
    }

    /** Waits until the progress of a memory is so. */
    static ReadingProgress await(MemoryStore store, String id, Predicate<ReadingProgress> wanted) throws Exception {
        CompletableFuture<ReadingProgress> found = new CompletableFuture<>();
        try (AutoCloseable watching = store.watch(id, progress -> {
            if (wanted.test(progress)) {
                found.complete(progress);
            }
        })) {
            return found.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** A memory that has read texts without a store, saved in a folder. */
    Path readDirectly(Path saved, String... texts) throws IOException {
        try (DocumentMemory memory = model.newMemory()) {
            for (int i = 0; i < texts.length; i++) {
                new TextReader(model).read(memory, "text " + i, new StringReader(texts[i]), ReadListener.SILENT);
            }
            model.saveMemory(memory, saved);
        }
        return saved;
    }

    /** Two saved memories are the same: counts, sources and tokens to the last, vectors but for rounding. */
    static void assertSameMemory(Path found, Path expected) {
        try (Scope scope = Scope.withoutGradient();
                SafetensorsFile one = SafetensorsFile.open(found.resolve("memory.safetensors"));
                SafetensorsFile other = SafetensorsFile.open(expected.resolve("memory.safetensors"))) {
            assertThat(one.metadata().get("memory.json"))
                    .isEqualTo(other.metadata().get("memory.json"));
            for (String tokens : List.of("tail", "pending")) {
                assertThat(Tensors.toLongs(one.tensor(tokens)))
                        .as(tokens)
                        .isEqualTo(Tensors.toLongs(other.tensor(tokens)));
            }
            assertThat(Tensors.toFloats(one.tensor("vectors")))
                    .containsExactly(Tensors.toFloats(other.tensor("vectors")), Offset.offset(ROUNDING));
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
