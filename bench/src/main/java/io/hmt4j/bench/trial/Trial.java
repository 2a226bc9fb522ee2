package io.hmt4j.bench.trial;

import io.hmt4j.tensor.WeightFormat;
import org.jspecify.annotations.Nullable;

/**
 * What one process measures: loading a model, reading a text of so many tokens, answering a prompt.
 *
 * @param model the model's folder
 * @param method how the text is read
 * @param weights in which format the backbone computes
 * @param length tokens of the text
 * @param answerTokens tokens of the answer, at least 2
 * @param segmentTokens tokens of a segment, and of the sliding window; 0 for the model's own
 * @param threads threads; 0 for the physical cores
 * @param text file the text comes from, repeated where it is shorter; null for random tokens
 * @param seed seed of random tokens and of a fresh memory
 * @param bound where full attention is stopped
 */
public record Trial(
        String model,
        Method method,
        WeightFormat weights,
        int length,
        int answerTokens,
        int segmentTokens,
        int threads,
        @Nullable String text,
        long seed,
        Bound bound) {

    /** What it measures, for messages. */
    public String name() {
        return method.title() + " in " + weights.flag() + " over " + length + " tokens";
    }
}
