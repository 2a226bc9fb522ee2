package io.hmt4j.facts;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which keys a training document may use: documents in a row have none in common, as many of them as the 1,600 keys allow.
 * So where the documents of a batch stand beside each other in a recall loss, only one memory holds an answer.
 */
final class FactsKeys {

    /** Enough for a short document. */
    private static final int FEWEST = 50;

    /** Facts that end in a segment, at most, are fewer than this. */
    private static final int OF_A_SEGMENT = 3;

    private static final long STREAM = 3;

    private final FactsSettings settings;
    private int[] shuffled = new int[0];
    private long shuffledGroup = -1;

    FactsKeys(FactsSettings settings) {
        this.settings = settings;
    }

    /** All keys there are. */
    static int[] all() {
        return IntStream.range(0, Fact.KEYS).toArray();
    }

    /**
     * The keys of one document.
     *
     * @param segments its length
     */
    int[] of(long document, int segments) {
        int share = (int) Math.min(Fact.KEYS, Math.max(FEWEST, (long) OF_A_SEGMENT * segments));
        int apart = Fact.KEYS / share;
        int from = (int) (document % apart) * share;
        return Arrays.copyOfRange(shuffled(document / apart), from, from + share);
    }

    private int[] shuffled(long group) {
        if (group != shuffledGroup) {
            shuffled = all();
            Random random = settings.random(STREAM, group);
            for (int last = shuffled.length - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int key = shuffled[other];
                shuffled[other] = shuffled[last];
                shuffled[last] = key;
            }
            shuffledGroup = group;
        }
        return shuffled;
    }
}
