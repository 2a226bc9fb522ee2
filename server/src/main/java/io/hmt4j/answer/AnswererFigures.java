package io.hmt4j.answer;

/**
 * Figures since the start.
 *
 * @param answers answers given, the cancelled ones included
 * @param cancelled answers that were cancelled
 * @param refused requests for which there was no place
 * @param running answers being made now, waiting ones included
 * @param tokensRead tokens of prompts that were read
 * @param tokensCached tokens of prompts that were not read again
 * @param tokensGenerated tokens of answers
 * @param prefixHits prompts of which the prefix memory held a beginning
 * @param prefixMisses prompts of which it held none
 * @param prefixEntries prefixes held now
 * @param prefixBytes bytes they take
 * @param recallDistances how far back the segment lay that an answer recalled most, in segments; 1 is the newest
 * @param firstTokenSeconds seconds from the request to the first token of its answer, waiting included
 * @param answerSeconds seconds from the request to the end of its answer
 */
public record AnswererFigures(
        long answers,
        long cancelled,
        long refused,
        int running,
        long tokensRead,
        long tokensCached,
        long tokensGenerated,
        long prefixHits,
        long prefixMisses,
        int prefixEntries,
        long prefixBytes,
        Histogram recallDistances,
        Histogram firstTokenSeconds,
        Histogram answerSeconds) {}
