package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.Source;
import java.util.List;

/**
 * How a reading goes on.
 *
 * @param tokens tokens in closed segments
 * @param segments segments closed
 * @param characters characters of the memory's sources that those tokens stand for; of the newest source by estimate,
 *     since tokens are given to the memory some thousands at a time
 * @param bankBytes native bytes of the bank
 * @param tokensPerSecond 0 as long as it is not known
 * @param charactersPerSecond 0 as long as it is not known
 */
record JobFigures(
        long tokens,
        long segments,
        double characters,
        long bankBytes,
        double tokensPerSecond,
        double charactersPerSecond) {

    /** Where a memory is now. */
    static JobFigures of(DocumentMemory memory) {
        return new JobFigures(
                memory.tokens() - memory.pendingTokens(),
                memory.segments(),
                characters(memory.sources(), memory.pendingTokens()),
                memory.bankBytes(),
                0,
                0);
    }

    /** The same at a pace. */
    JobFigures at(Pace pace) {
        return new JobFigures(
                tokens, segments, characters, bankBytes, pace.tokensPerSecond(), pace.charactersPerSecond());
    }

    private static double characters(List<Source> sources, int pending) {
        double characters = sources.stream().mapToLong(Source::characters).sum();
        if (sources.isEmpty()) {
            return characters;
        }
        Source newest = sources.get(sources.size() - 1);
        double share = newest.tokens() == 0 ? 0 : Math.min(1, (double) pending / newest.tokens());
        return characters - share * newest.characters();
    }
}
