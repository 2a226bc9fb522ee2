package io.hmt4j.answer;

import java.util.Arrays;

/** Logarithms of the probabilities of all tokens at one place: the softmax of the logits as the model gives them. */
final class Likelihoods {

    private final float[] logits;
    private final double largest;
    private final double logSum;

    /** Keeps a copy of the logits (V). */
    Likelihoods(float[] logits) {
        this.logits = logits.clone();
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        this.largest = most;
        double sum = 0;
        for (float logit : logits) {
            // Infinity minus infinity is no number: what equals the largest counts e^0.
            sum += logit == most ? 1 : Math.exp(logit - most);
        }
        this.logSum = Math.log(sum);
    }

    /** The logarithm of a token's probability, at least {@link TokenChoice#LEAST_LOGPROB}. */
    double logprob(int id) {
        double aboveLargest = logits[id] == largest ? 0 : logits[id] - largest;
        return Math.max(TokenChoice.LEAST_LOGPROB, aboveLargest - logSum);
    }

    /** The likeliest tokens, the likeliest first, equal ones by their ids. */
    int[] likeliest(int count) {
        int[] top = new int[Math.min(count, logits.length)];
        int found = 0;
        for (int id = 0; id < logits.length; id++) {
            int place = found;
            while (place > 0 && logits[id] > logits[top[place - 1]]) {
                place--;
            }
            if (place < top.length) {
                found = Math.min(found + 1, top.length);
                System.arraycopy(top, place, top, place + 1, found - place - 1);
                top[place] = id;
            }
        }
        return Arrays.copyOf(top, found);
    }
}
