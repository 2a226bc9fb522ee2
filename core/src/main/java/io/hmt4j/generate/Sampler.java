package io.hmt4j.generate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Chooses the next token from logits. Keeps the tokens seen and the random state of one answer; for one thread. */
public final class Sampler {

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
        int[] ranked = ranked(logits);
        if (Float.isNaN(logits[ranked[0]])) {
            return ranked[0];
        }
        double[] probabilities = probabilities(logits, ranked);
        int kept = keptByMinP(probabilities, keptByTopP(probabilities));
        double total = 0;
        for (int i = 0; i < kept; i++) {
            total += probabilities[i];
        }
        double point = random.nextDouble() * total;
        for (int i = 0; i < kept; i++) {
            point -= probabilities[i];
            if (point < 0) {
                return ranked[i];
            }
        }
        return ranked[kept - 1];
    }

    /** Ids from the most likely down, equal ones in the order of ids; the first k of them. */
    private int[] ranked(float[] logits) {
        long[] keyed = new long[logits.length];
        for (int i = 0; i < logits.length; i++) {
            keyed[i] = ((long) descending(logits[i]) << 32) | i;
        }
        Arrays.sort(keyed);
        int kept = sampling.topK() == 0 ? keyed.length : Math.min(sampling.topK(), keyed.length);
        int[] ids = new int[kept];
        for (int i = 0; i < kept; i++) {
            ids[i] = (int) keyed[i];
        }
        return ids;
    }

    /** An int that sorts ascending as the float sorts descending, NaN first, both zeros alike. */
    private static int descending(float value) {
        int bits = Float.floatToIntBits(value + 0.0f);
        return ~(bits ^ ((bits >> 31) & 0x7fffffff));
    }

    private double[] probabilities(float[] logits, int[] ranked) {
        double[] probabilities = new double[ranked.length];
        float largest = logits[ranked[0]];
        double total = 0;
        for (int i = 0; i < ranked.length; i++) {
            float logit = logits[ranked[i]];
            // Infinity minus infinity is no number: what equals the largest has the weight e^0.
            probabilities[i] = logit == largest ? 1 : Math.exp(((double) logit - largest) / sampling.temperature());
            total += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= total;
        }
        return probabilities;
    }

    private int keptByTopP(double[] probabilities) {
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            sum += probabilities[i];
            if (sum >= sampling.topP()) {
                return i + 1;
            }
        }
        return probabilities.length;
    }

    private int keptByMinP(double[] probabilities, int kept) {
        double least = sampling.minP() * probabilities[0];
        int count = kept;
        while (count > 1 && probabilities[count - 1] < least) {
            count--;
        }
        return count;
    }
}
