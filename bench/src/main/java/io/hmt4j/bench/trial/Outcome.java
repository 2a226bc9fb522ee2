package io.hmt4j.bench.trial;

import org.jspecify.annotations.Nullable;

/**
 * What one process measured.
 *
 * @param tokensRead tokens of the text that were read: all, or those before the bound
 * @param stoppedBy why reading was stopped; null where it was not
 * @param loadSeconds time to load the model
 * @param readSeconds time to read
 * @param readComputedSeconds processor time of all threads while reading
 * @param firstTokenSeconds time from the prompt to the first token of the answer; null where reading was stopped
 * @param tokenSeconds median time of a further token; null likewise
 * @param tokenComputedSeconds mean processor time of a further token; null likewise
 * @param loadedBytes the most resident memory until the model was loaded
 * @param readBytes the most until the text was read
 * @param peakBytes the most until the end
 * @param setting where it ran
 */
public record Outcome(
        long tokensRead,
        @Nullable String stoppedBy,
        double loadSeconds,
        double readSeconds,
        double readComputedSeconds,
        @Nullable Double firstTokenSeconds,
        @Nullable Double tokenSeconds,
        @Nullable Double tokenComputedSeconds,
        long loadedBytes,
        long readBytes,
        long peakBytes,
        Setting setting) {

    /**
     * Where a trial ran.
     *
     * @param processor the processor's name
     * @param vectorUnits its vector units
     * @param threads threads of a product
     * @param blas the linear algebra library
     * @param segmentTokens tokens of a segment
     * @param parameters weights of the backbone
     */
    public record Setting(
            String processor, String vectorUnits, int threads, String blas, int segmentTokens, long parameters) {}

    /** Tokens read in a second. */
    public double readingSpeed() {
        return tokensRead / readSeconds;
    }
}
