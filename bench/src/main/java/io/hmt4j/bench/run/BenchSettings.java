package io.hmt4j.bench.run;

import io.hmt4j.InputException;
import io.hmt4j.bench.trial.Bound;
import io.hmt4j.bench.trial.Method;
import io.hmt4j.bench.trial.Trial;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param model the model's folder
 * @param methods how texts are read
 * @param weights formats in which the backbone computes
 * @param lengths tokens of the texts, ascending
 * @param repeats how often each is measured
 * @param answerTokens tokens of an answer, at least 2
 * @param segmentTokens tokens of a segment, and of the sliding window; 0 for the model's own
 * @param threads threads; 0 for the physical cores
 * @param text file the texts come from; null for random tokens
 * @param seed seed of random tokens and of a fresh memory
 * @param bound where full attention is stopped
 */
public record BenchSettings(
        Path model,
        List<Method> methods,
        List<WeightFormat> weights,
        List<Integer> lengths,
        int repeats,
        int answerTokens,
        int segmentTokens,
        int threads,
        @Nullable Path text,
        long seed,
        Bound bound) {

    public BenchSettings {
        methods = methods.stream().distinct().toList();
        weights = weights.stream().distinct().toList();
        lengths = List.copyOf(lengths);
        requireAtLeast("--repeats", repeats, 1);
        requireAtLeast("--answer-tokens", answerTokens, 2);
        requireAtLeast("--segment-tokens", segmentTokens, 0);
        requireAtLeast("--threads", threads, 0);
        if (text != null && !Files.isReadable(text)) {
            throw new InputException("--text " + text + " cannot be read");
        }
    }

    private static void requireAtLeast(String flag, int value, int least) {
        if (value < least) {
            throw new InputException(flag + " is " + value + "; allowed: " + least + " and more");
        }
    }

    /** Everything that is measured, the shorter lengths first. */
    List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int length : lengths) {
            for (WeightFormat format : weights) {
                for (Method method : methods) {
                    trials.add(trial(method, format, length));
                }
            }
        }
        return trials;
    }

    private Trial trial(Method method, WeightFormat format, int length) {
        String textFile = text == null ? null : text.toAbsolutePath().toString();
        return new Trial(
                model.toAbsolutePath().toString(),
                method,
                format,
                length,
                answerTokens,
                segmentTokens,
                threads,
                textFile,
                seed,
                bound);
    }
}
