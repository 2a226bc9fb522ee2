package io.hmt4j.memory;

import io.hmt4j.backbone.BackboneShape;

/**
 * How much is computed at a time while documents are read, by the memory that it takes.
 *
 * <p>Without gradient only one layer's intermediates live at a time, so the number of layers does not count, only the width
 * of one. For each token a layer makes as many numbers as its matrices have rows, about (its weights) / D, and norms,
 * rotations, attention and sums about as many again. A batch of T tokens then takes 8 T (weights of a layer) / D bytes in
 * float32: 49 kB a token for a Llama of 135 million weights.
 *
 * @param bytes of intermediates that may live at a time
 */
public record ReadingBudget(long bytes) {

    /** 32 MiB for summaries: with 64 nothing is read faster (docs/log.md). */
    static final ReadingBudget SUMMARIES = new ReadingBudget(32L << 20);

    /** 256 MiB. */
    public static final ReadingBudget DEFAULT = new ReadingBudget(256L << 20);

    private static final int FEWEST_TOKENS = 256;
    private static final int MOST_TOKENS = 1 << 12;
    private static final int MOST_DOCUMENTS = 64;

    public ReadingBudget {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes is " + bytes + "; allowed: 1 and more");
        }
    }

    /** Tokens that a batch may have: 256 at least, 4,096 at most. */
    int tokens(BackboneShape shape) {
        return (int) Math.max(FEWEST_TOKENS, Math.min(MOST_TOKENS, bytes / bytesOfToken(shape)));
    }

    /**
     * Documents that may be read side by side: as many as have room for a segment, and for their banks, which recall joins
     * to one. At least 1, at most 64.
     */
    public int documents(BackboneShape shape, HmtConfig config) {
        long bank = 2L
                * Float.BYTES
                * config.bankCapacity()
                * config.effectiveMemoryVectors()
                * (shape.width() + (config.mode().hasRecall() ? config.recallWidth() : 0));
        long document = config.positions() * bytesOfToken(shape) + bank;
        return (int) Math.max(1, Math.min(MOST_DOCUMENTS, bytes / document));
    }

    private static long bytesOfToken(BackboneShape shape) {
        long table = (long) shape.vocabulary() * shape.width();
        long layer = Math.max(0, shape.parameters() - table) / shape.layers();
        return Math.max(1, 2L * Float.BYTES * layer / shape.width());
    }
}
