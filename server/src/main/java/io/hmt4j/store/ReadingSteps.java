package io.hmt4j.store;

import java.time.Duration;

/**
 * The steps of a reading.
 *
 * @param saveEvery how long it goes on, at least, before it saves
 * @param sliceTokens tokens of a memory that a round reads, at least a segment: a memory is saved between rounds, so this is
 *     what is computed again after a crash beside {@code saveEvery}; and enough for a batch of summaries
 */
record ReadingSteps(Duration saveEvery, int sliceTokens) {

    static final ReadingSteps USUAL = new ReadingSteps(Duration.ofSeconds(10), 2048);
}
