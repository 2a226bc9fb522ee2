package io.hmt4j.bench.peer;

/**
 * What it took.
 *
 * @param tokensRead tokens of the prompt as llama.cpp counts them
 * @param readSeconds from the question to the first token
 * @param readComputedSeconds processor time of all threads in that
 * @param tokenSeconds median of a further token
 * @param tokenComputedSeconds mean processor time of a further token
 * @param peakBytes the most resident memory of the process
 */
record LlamaCppOutcome(
        long tokensRead,
        double readSeconds,
        double readComputedSeconds,
        double tokenSeconds,
        double tokenComputedSeconds,
        long peakBytes) {}
