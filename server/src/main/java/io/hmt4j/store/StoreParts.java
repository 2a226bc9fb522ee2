package io.hmt4j.store;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadingBudget;
import io.hmt4j.memory.ReadingQueue;
import io.hmt4j.memory.Source;
import io.hmt4j.tensor.Scope;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import io.hmt4j.work.Turnstile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the memories of a store share.
 *
 * @param versions the number last given to a version of a memory
 * @param tokensRead tokens read since the store was opened
 * @param closing whether the store stops
 */
record StoreParts(
        HmtModel model,
        StoreLimits limits,
        ReadingSteps steps,
        DiskBudget disk,
        FreedRoom freed,
        LoadedMemories loaded,
        Catalogue catalogue,
        Readings readings,
        AtomicLong versions,
        AtomicLong tokensRead,
        AtomicBoolean closing)
        implements AutoCloseable {

    private static final String VECTORS = "vectors";
    private static final double LARGEST_VALUE = 1e6;
    private static final int MOST_SOURCES = 10_000;

    static StoreParts open(Path root, HmtModel model, StoreLimits limits, Turnstile turns, ReadingSteps steps) {
        Turn turn = turns.enter(Share.READING)
                .orElseThrow(() -> new InputException(
                        "there is no place for readings: all " + turns.places() + " places at the model are taken"));
        try {
            return of(root, model, limits, turn, steps);
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    private static StoreParts of(Path root, HmtModel model, StoreLimits limits, Turn turn, ReadingSteps steps) {
        FreedRoom freed = new FreedRoom();
        return new StoreParts(
                model,
                limits,
                steps,
                new DiskBudget(limits.diskBytes(), freed::tell),
                freed,
                new LoadedMemories(limits.ramBytes()),
                Catalogue.open(root),
                readings(model, limits, turn, steps),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicBoolean());
    }

    private static Readings readings(HmtModel model, StoreLimits limits, Turn turn, ReadingSteps steps) {
        int room = ReadingBudget.DEFAULT.documents(model.backbone().shape(), model.config());
        int rows = Math.min(limits.sideBySide(), room);
        return new Readings(new ReadingQueue(model, rows, steps.sliceTokens()), turn, rows + limits.queue());
    }

    /**
     * Makes files that came from elsewhere the store's own: they are opened, checked in full, and written again.
     *
     * @throws StoreException if they are damaged or another model's
     */
    void adopt(MemoryFolder made) throws IOException {
        try (DocumentMemory memory = opened(made)) {
            requireFewPending(memory.pendingTokens());
            if (!areSources(memory.sources()) || !made.segments().isSound(memory.segments())) {
                throw new StoreException(
                        StoreException.Reason.FOREIGN, "the memory's sources or segments do not fit its counts");
            }
            requireSaneVectors(made.path().resolve(MemoryFolder.MEMORY));
            model.saveMemory(memory, made.path());
        }
    }

    /** They are read for each question, before anything else: a reading of the store leaves a slice of them at most. */
    private void requireFewPending(int pending) {
        int most = steps.sliceTokens() + 2 * model.config().longestSegment();
        if (pending > most) {
            throw new StoreException(
                    StoreException.Reason.FOREIGN,
                    "the memory has " + pending + " tokens that were not read; allowed: " + most);
        }
    }

    private static boolean areSources(List<Source> sources) {
        return sources.size() <= MOST_SOURCES
                && sources.stream()
                        .allMatch(source ->
                                Names.isAllowed(source.name()) && source.tokens() >= 0 && source.characters() >= 0);
    }

    /** Finite vectors that are far beyond any model's make answers that are no numbers. */
    private static void requireSaneVectors(Path file) {
        try (SafetensorsFile stored = SafetensorsFile.open(file);
                Scope scope = Scope.withoutGradient()) {
            if (stored.names().contains(VECTORS)) {
                double largest = stored.tensor(VECTORS).abs().max().item_double();
                if (largest > LARGEST_VALUE) {
                    throw new StoreException(
                            StoreException.Reason.FOREIGN,
                            "the memory's vectors have values up to " + largest + "; allowed: " + LARGEST_VALUE);
                }
            }
        }
    }

    private DocumentMemory opened(MemoryFolder made) {
        try {
            return model.openMemory(made.path());
        } catch (InputException e) {
            throw new StoreException(StoreException.Reason.FOREIGN, Faults.inWords(e, made.path()), e);
        }
    }

    /** Waits for the readings to end, which have to be told before. */
    @Override
    public void close() {
        closing.set(true);
        freed.close();
        readings.close();
        loaded.close();
        catalogue.close();
    }
}
