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
        penalizeSeen(logits);
        int token = sampling.temperature() == 0 ? mostLikely(logits) : draw(logits);
        note(token);
        return token;
    }

    private void penalizeSeen(float[] logits) {
        float penalty = (float) sampling.repetitionPenalty();
        for (int token = seen.nextSetBit(0); token >= 0 && token < logits.length; token = seen.nextSetBit(token + 1)) {
            logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
        }
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

    private int draw(float[] logits) {
        int best = mostLikely(logits);
        if (Float.isNaN(logits[best])) {
            return best;
        }
        int[] ids = candidates(logits, logits[best]);
        double[] weights = weights(logits, ids, logits[best]);
        int kept = keptByTopP(weights);
        dropByMinP(weights, kept);
        double point = random.nextDouble() * sum(weights, kept);
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

    /** e^((logit - largest) / temperature) of each id, not normalised. */
    private double[] weights(float[] logits, int[] ids, float largest) {
        double[] weights = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            float logit = logits[ids[i]];
            // Infinity minus infinity is no number: what equals the largest has the weight e^0.
            weights[i] = logit == largest ? 1 : Math.exp(((double) logit - largest) / sampling.temperature());
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
