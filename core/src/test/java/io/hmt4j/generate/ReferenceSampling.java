package io.hmt4j.generate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;

/** What Hugging Face's logits processors leave of logits, one after the other, each as plain as it can be. */
final class ReferenceSampling {

    private ReferenceSampling() {}

    /** Probability of each token, (V). */
    static double[] probabilities(float[] logits, Sampling sampling, Set<Integer> seen) {
        double[] scores = new double[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logits[i];
        }
        repetitionPenalty(scores, seen, sampling.repetitionPenalty());
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sampling.temperature();
        }
        topK(scores, sampling.topK());
        topP(scores, sampling.topP());
        minP(scores, sampling.minP());
        return softmax(scores);
    }

    private static void repetitionPenalty(double[] scores, Set<Integer> seen, double penalty) {
        for (int token : seen) {
            scores[token] = scores[token] < 0 ? scores[token] * penalty : scores[token] / penalty;
        }
    }

    private static void topK(double[] scores, int k) {
        if (k > 0 && k < scores.length) {
            double least = Arrays.stream(scores).sorted().toArray()[scores.length - k];
            remove(scores, i -> scores[i] < least);
        }
    }

    /** From the least likely up, tokens are removed while all removed together have at most 1 - p. */
    private static void topP(double[] scores, double p) {
        double[] probabilities = softmax(scores);
        Integer[] ascending = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(ascending, Comparator.comparingDouble(i -> probabilities[i]));
        double removed = 0;
        for (int i = 0; i < ascending.length - 1; i++) {
            removed += probabilities[ascending[i]];
            if (removed <= 1 - p) {
                scores[ascending[i]] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    private static void minP(double[] scores, double p) {
        double[] probabilities = softmax(scores);
        double most = Arrays.stream(probabilities).max().orElseThrow();
        remove(scores, i -> probabilities[i] < p * most);
    }

    private static void remove(double[] scores, java.util.function.IntPredicate removed) {
        IntStream.range(0, scores.length)
                .filter(removed)
                .boxed()
                .toList()
                .forEach(i -> scores[i] = Double.NEGATIVE_INFINITY);
    }

    private static double[] softmax(double[] scores) {
        double most = Arrays.stream(scores).max().orElseThrow();
        double[] powers =
                Arrays.stream(scores).map(score -> Math.exp(score - most)).toArray();
        double total = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / total).toArray();
    }
}
