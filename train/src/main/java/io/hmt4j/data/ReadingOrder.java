package io.hmt4j.data;

import io.hmt4j.InputException;

/**
 * In what order a training run reads a corpus, and how documents are cut.
 *
 * <p>A document is cut front to back into windows of as many tokens as are asked for, the last one shorter. A buffer holds
 * stretches of documents; each window is the beginning of one that is drawn by the seed. Documents enter it in an order
 * drawn anew each epoch; while it has room and all documents of the epoch have entered, its longest stretch is halved (if
 * each half has four windows), so that long documents are read in several places at once. A stretch that has entered keeps
 * its end when the length of windows changes: only what is cut from then on is of the new length. In an epoch every token
 * comes once, but for leftovers under {@code minTokens}.
 *
 * @param shuffle stretches the buffer holds, up to {@value #MOST_OPEN}; 1: no shuffling, one document after the other
 * @param seed of the order
 * @param epochs how often all is read; 0: without end
 * @param packing whether windows are filled up across the borders of documents; else a window is of one document
 * @param minTokens a shorter leftover of a document, or a shorter document, is left out; at least 1. With packing nothing is
 *     left out
 */
public record ReadingOrder(int shuffle, long seed, int epochs, boolean packing, int minTokens) {

    /** The largest buffer. */
    public static final int MOST_OPEN = 4096;

    /** Shuffled, without end, documents apart; a token needs another to be predicted from. */
    public static final ReadingOrder DEFAULT = new ReadingOrder(64, 0, 0, false, 2);

    /** Every document once, from the first to the last. */
    public static final ReadingOrder SEQUENTIAL = new ReadingOrder(1, 0, 1, false, 1);

    public ReadingOrder {
        require(shuffle >= 1 && shuffle <= MOST_OPEN, "shuffle", shuffle, "1 to " + MOST_OPEN);
        require(epochs >= 0, "epochs", epochs, "0 (without end) or more");
        require(minTokens >= 1, "minTokens", minTokens, "1 or more");
    }

    public ReadingOrder withShuffle(int stretches) {
        return new ReadingOrder(stretches, seed, epochs, packing, minTokens);
    }

    public ReadingOrder withSeed(long value) {
        return new ReadingOrder(shuffle, value, epochs, packing, minTokens);
    }

    public ReadingOrder withEpochs(int times) {
        return new ReadingOrder(shuffle, seed, times, packing, minTokens);
    }

    public ReadingOrder withPacking(boolean joined) {
        return new ReadingOrder(shuffle, seed, epochs, joined, minTokens);
    }

    public ReadingOrder withMinTokens(int least) {
        return new ReadingOrder(shuffle, seed, epochs, packing, least);
    }

    private static void require(boolean allowed, String key, int found, String range) {
        if (!allowed) {
            throw new InputException(key + " is " + found + "; allowed: " + range);
        }
    }
}
