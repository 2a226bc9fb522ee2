package io.hmt4j.generate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses the next token from logits. Keeps the tokens seen and the random state of one answer; for one thread. */
public final class Sampler {

    /** A token e^40 times less likely than the most likely one does not count towards top-p. */
    private static final double NEGLIGIBLE = 40;

    /** The engine's sum over all tokens differs from ours by less than this share. */
    private static final double ROUNDING = 1e-9;

    /** Largest logits that top-p is tried with first. */
    private static final int FEW = 64;

    /** More of the largest logits are not fetched apart from the others. */
    private static final int MANY = 4096;

    private final Sampling sampling;
    private final SplittableRandom random;
    private final BitSet seen = new BitSet();

    public Sampler(Sampling sampling, long seed) {
        this.sampling = sampling;
        this.random = new SplittableRandom(seed);
    }

    /** Notes tokens of the prompt, for the repetition penalty. */
    public void note(int... tokens) {
        if (sampling.repetitionPenalty() != 1) {
            for (int token : tokens) {
                seen.set(token);
            }
        }
    }

    /**
     * Chooses a token and notes it.
     *
     * @param logits (V); changed by this
     * @return its id; among equal logits the lowest. An id whose logit is NaN where there is one
     */
    public int next(float[] logits) {
        int token = next(logits, random.nextDouble());
        note(token);
        return token;
    }

    /**
     * Chooses a token and notes it: the one that {@link #next(float[])} chooses, from as few of the logits as decide it.
     *
     * @return its id
     */
    public int next(Logits logits) {
        double share = random.nextDouble();
        int token = nextOfFew(seen.isEmpty() ? logits : penalized(logits), share);
        if (token == Logits.UNDECIDED) {
            token = next(logits.all(), share);
        }
        note(token);
        return token;
    }

    private int next(float[] logits, double share) {
        for (int token = seen.nextSetBit(0); token >= 0 && token < logits.length; token = seen.nextSetBit(token + 1)) {
            logits[token] = penalized(logits[token]);
        }
        return sampling.temperature() == 0 ? mostLikely(logits) : draw(logits, share);
    }

    private Logits penalized(Logits logits) {
        int[] ids = seen.stream().takeWhile(token -> token < logits.size()).toArray();
        float[] values = logits.at(ids);
        for (int i = 0; i < values.length; i++) {
            values[i] = penalized(values[i]);
        }
        return logits.with(ids, values);
    }

    private float penalized(float logit) {
        float penalty = (float) sampling.repetitionPenalty();
        return logit > 0 ? logit / penalty : logit * penalty;
    }

    private static int mostLikely(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (descending(logits[i]) < descending(logits[best])) {
                best = i;
            }
        }
        return best;
    }

    private int draw(float[] logits, double share) {
        int best = mostLikely(logits);
        if (Float.isNaN(logits[best])) {
            return best;
        }
        int[] ids = candidates(logits, logits[best]);
        float[] values = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            values[i] = logits[ids[i]];
        }
        double[] weights = weights(values, logits[best]);
        return drawn(ids, weights, keptByTopP(weights), share);
    }

    /** One of the first ids, by their weights. */
    private int drawn(int[] ids, double[] weights, int kept, double share) {
        dropByMinP(weights, kept);
        double point = share * sum(weights, kept);
        int last = 0;
        for (int i = 0; i < kept; i++) {
            if (weights[i] > 0) {
                last = i;
                point -= weights[i];
            }
            if (point < 0) {
                break;
            }
        }
        return ids[last];
    }

    /** Chooses by the largest logits alone, as {@link #next(float[])} would by all; or UNDECIDED. */
    private int nextOfFew(Logits logits, double share) {
        if (sampling.temperature() == 0) {
            return logits.largest();
        }
        int topK = sampling.topK();
        if (topK > 0 && topK < logits.size()) {
            return topK < MANY ? nextOfTopK(logits, topK, share) : Logits.UNDECIDED;
        }
        if (sampling.topP() == 1) {
            return logits.drawn(sampling.temperature(), sampling.minP(), share);
        }
        int token = Logits.UNDECIDED;
        for (int few = FEW; token == Logits.UNDECIDED && few <= Math.min(MANY, logits.size() - 1); few *= 8) {
            token = nextOfTopP(logits, few, share);
        }
        return token;
    }

    private int nextOfTopK(Logits logits, int k, double share) {
        Logits.Top top = logits.top(k + 1);
        if (!isCertain(top, k)) {
            return Logits.UNDECIDED;
        }
        Ranked ranked = Ranked.of(top, k);
        double[] weights = weights(ranked.values, ranked.values[0]);
        return drawn(ranked.ids, weights, keptByTopP(weights), share);
    }

    private int nextOfTopP(Logits logits, int few, double share) {
        Logits.Top top = logits.top(few);
        Ranked ranked = Ranked.of(top, few);
        double all = logits.mass(ranked.values[0], sampling.temperature());
        double[] weights = weights(ranked.values, ranked.values[0]);
        double enough = sampling.topP() * all;
        double sum = 0;
        for (int i = 0; i < few; i++) {
            sum += weights[i];
            boolean decided = Math.abs(sum - enough) > ROUNDING * all; // false where there is no number
            if (!decided) {
                return Logits.UNDECIDED;
            }
            if (sum > enough) {
                return i + 1 < few && isCertain(top, i + 1)
                        ? drawn(ranked.ids, weights, i + 1, share)
                        : Logits.UNDECIDED;
            }
        }
        return Logits.UNDECIDED;
    }

    /** Whether the first of the largest logits are certainly the likeliest tokens: numbers, and larger than the next. */
    private static boolean isCertain(Logits.Top top, int count) {
        return Float.isFinite(top.values()[0]) && top.values()[count - 1] > top.values()[count];
    }

    /** Tokens with their logits, the most likely first, equal ones by the lowest id. */
    private static final class Ranked {

        private final int[] ids;
        private final float[] values;

        private Ranked(int[] ids, float[] values) {
            this.ids = ids;
            this.values = values;
        }

        static Ranked of(Logits.Top top, int count) {
            long[] ranks = new long[count];
            for (int i = 0; i < count; i++) {
                ranks[i] = ((long) descending(top.values()[i]) << 32) | top.ids()[i];
            }
            Arrays.sort(ranks);
            int[] ids = new int[count];
            for (int i = 0; i < count; i++) {
                ids[i] = (int) ranks[i];
            }
            // Ranking changes the order of equal logits only, and these are equal.
            return new Ranked(ids, Arrays.copyOf(top.values(), count));
        }
    }

    /** Ids to choose from, the most likely first where top-p wants them so. */
    private int[] candidates(float[] logits, float largest) {
        if (sampling.topK() > 0 && sampling.topK() < logits.length) {
            return ranked(mostLikely(logits, sampling.topK()));
        }
        if (sampling.topP() == 1) {
            return IntStream.range(0, logits.length).toArray();
        }
        float least = (float) (largest - NEGLIGIBLE * sampling.temperature());
        return ranked(IntStream.range(0, logits.length)
                .filter(i -> logits[i] >= least)
                .mapToLong(i -> rank(logits, i))
                .toArray());
    }

    /** Ranks of the k most likely tokens, equal ones by the lowest ids. */
    private static long[] mostLikely(float[] logits, int k) {
        PriorityQueue<Long> chosen = new PriorityQueue<>(k + 1, Comparator.reverseOrder());
        for (int i = 0; i < logits.length; i++) {
            long rank = rank(logits, i);
            if (chosen.size() < k || rank < chosen.element()) {
                chosen.add(rank);
                if (chosen.size() > k) {
                    chosen.remove();
                }
            }
        }
        return chosen.stream().mapToLong(Long::longValue).toArray();
    }

    /** A number that is the smaller the likelier a token is; the id is its low half. */
    private static long rank(float[] logits, int id) {
        return ((long) descending(logits[id]) << 32) | id;
    }

    private static int[] ranked(long[] ranks) {
        Arrays.sort(ranks);
        return Arrays.stream(ranks).mapToInt(rank -> (int) rank).toArray();
    }

    /** An int that sorts ascending as the float sorts descending, NaN first, both zeros alike. */
    private static int descending(float value) {
        int bits = Float.floatToIntBits(value + 0.0f);
        return ~(bits ^ ((bits >> 31) & 0x7fffffff));
    }

    /** e^((logit - largest) / temperature) of each logit, not normalised. */
    private double[] weights(float[] logits, float largest) {
        double[] weights = new double[logits.length];
        for (int i = 0; i < weights.length; i++) {
            // Infinity minus infinity is no number: what equals the largest has the weight e^0.
            weights[i] = logits[i] == largest ? 1 : Math.exp(((double) logits[i] - largest) / sampling.temperature());
        }
        return weights;
    }

    private int keptByTopP(double[] weights) {
        if (sampling.topP() == 1) {
            return weights.length;
        }
        double enough = sampling.topP() * sum(weights, weights.length);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            if (sum >= enough) {
                return i + 1;
            }
        }
        return weights.length;
    }

    /** The most likely token has the weight 1. */
    private void dropByMinP(double[] weights, int kept) {
        for (int i = 0; i < kept; i++) {
            if (weights[i] < sampling.minP()) {
                weights[i] = 0;
            }
        }
    }

    private static double sum(double[] weights, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weights[i];
        }
        return sum;
    }
}
