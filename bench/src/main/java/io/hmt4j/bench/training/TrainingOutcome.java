package io.hmt4j.bench.training;

/**
 * What training took.
 *
 * @param tokensPerSecond tokens of a pass by its median time
 * @param tokensPerComputedSecond tokens by processor time of all threads
 * @param peakBytes the most resident memory
 * @param blas the linear algebra library
 */
record TrainingOutcome(double tokensPerSecond, double tokensPerComputedSecond, long peakBytes, String blas) {}
