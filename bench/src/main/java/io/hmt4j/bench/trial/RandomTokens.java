package io.hmt4j.bench.trial;

import java.util.Random;

/** Ids drawn evenly from a vocabulary. */
final class RandomTokens implements TokenSource {

    private final Random random;
    private final int vocabulary;

    RandomTokens(long seed, int vocabulary) {
        this.random = new Random(seed);
        this.vocabulary = vocabulary;
    }

    @Override
    public int[] next(int count) {
        return random.ints(count, 0, vocabulary).toArray();
    }
}
