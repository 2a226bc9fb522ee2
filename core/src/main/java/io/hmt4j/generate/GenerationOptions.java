package io.hmt4j.generate;

import io.hmt4j.InputException;
import java.util.List;
import java.util.Set;

/**
 * How an answer is chosen and when it ends.
 *
 * @param maxNewTokens tokens of the answer at most, 1 and more
 * @param sampling how each token is chosen
 * @param seed seed of the random choice
 * @param endIds ids that end the answer; the model's own are to be given too
 * @param stopStrings texts that end the answer; the answer's text ends before them
 * @param overrun tokens that a segment goes on being looked at behind its border before the view is re-aligned; 0 keeps
 *     to the border
 */
public record GenerationOptions(
        int maxNewTokens, Sampling sampling, long seed, Set<Integer> endIds, List<String> stopStrings, int overrun) {

    public GenerationOptions {
        if (maxNewTokens < 1) {
            throw new InputException("max_new_tokens is " + maxNewTokens + "; allowed: 1 and more");
        }
        if (stopStrings.stream().anyMatch(String::isEmpty)) {
            throw new InputException("a stop string is empty; leave it out");
        }
        if (overrun < 0) {
            throw new InputException("overrun is " + overrun + "; allowed: 0 and more");
        }
        endIds = Set.copyOf(endIds);
        stopStrings = List.copyOf(stopStrings);
    }

    /** The most likely token each time, up to a number of tokens. */
    public static GenerationOptions greedy(int maxNewTokens) {
        return new GenerationOptions(maxNewTokens, Sampling.GREEDY, 0, Set.of(), List.of(), 0);
    }

    public GenerationOptions withSampling(Sampling changed, long changedSeed) {
        return new GenerationOptions(maxNewTokens, changed, changedSeed, endIds, stopStrings, overrun);
    }

    public GenerationOptions withEndIds(Set<Integer> changed) {
        return new GenerationOptions(maxNewTokens, sampling, seed, changed, stopStrings, overrun);
    }

    public GenerationOptions withStopStrings(List<String> changed) {
        return new GenerationOptions(maxNewTokens, sampling, seed, endIds, changed, overrun);
    }

    public GenerationOptions withOverrun(int changed) {
        return new GenerationOptions(maxNewTokens, sampling, seed, endIds, stopStrings, changed);
    }
}
