package io.hmt4j.facts;

import io.hmt4j.InputException;
import java.util.Random;

/**
 * What texts of the task are like.
 *
 * @param segmentTokens tokens of a segment, 24 and more: questions begin at its borders, and the 12 tokens of a question
 *     are to lie in the half that a recall query is made from
 * @param questionProbability how likely a segment of a training document begins with a question, 0 to 1; the first never
 *     does, the last always
 * @param factProbability how likely a sentence that has room for it states a fact, 0.01 to 1
 * @param denseDocuments how likely a training document is dense, 0 to 1: then nine of ten sentences with room state facts.
 *     Mostly two share a segment, which teaches to keep them apart
 * @param mostFacts facts of a text at most, 1 and more; there are never more than 1,600
 * @param seed the texts of two seeds have nothing to do with each other
 */
public record FactsSettings(
        int segmentTokens,
        double questionProbability,
        double factProbability,
        double denseDocuments,
        int mostFacts,
        long seed) {

    /** The demonstration's: segments of 24 tokens, 40 % questions, 30 % facts, as many of them as come. */
    public static final FactsSettings DEFAULT = new FactsSettings(24, 0.4, 0.3, 0, Integer.MAX_VALUE, 0);

    private static final int SHORTEST_SEGMENT = 2 * Fact.QUESTION_LENGTH;
    private static final double FEWEST_FACTS = 0.01;
    private static final double DENSE = 0.9;

    public FactsSettings {
        require(segmentTokens >= SHORTEST_SEGMENT, "segment_tokens", segmentTokens, SHORTEST_SEGMENT + " and more");
        require(
                questionProbability >= 0 && questionProbability <= 1,
                "question_probability",
                questionProbability,
                "0 to 1");
        require(
                factProbability >= FEWEST_FACTS && factProbability <= 1,
                "fact_probability",
                factProbability,
                FEWEST_FACTS + " to 1");
        require(denseDocuments >= 0 && denseDocuments <= 1, "dense_documents", denseDocuments, "0 to 1");
        require(mostFacts >= 1, "most_facts", mostFacts, "1 and more");
    }

    public FactsSettings withSegmentTokens(int changed) {
        return new FactsSettings(changed, questionProbability, factProbability, denseDocuments, mostFacts, seed);
    }

    public FactsSettings withSeed(long changed) {
        return new FactsSettings(
                segmentTokens, questionProbability, factProbability, denseDocuments, mostFacts, changed);
    }

    public FactsSettings withMostFacts(int changed) {
        return new FactsSettings(segmentTokens, questionProbability, factProbability, denseDocuments, changed, seed);
    }

    /** The same, so dense that mostly two facts share a segment. */
    FactsSettings dense() {
        return new FactsSettings(segmentTokens, questionProbability, DENSE, denseDocuments, mostFacts, seed);
    }

    /** The random numbers of one text: java.util.Random gives the same on every machine. */
    Random random(long stream, long number) {
        return new Random(mixed(mixed(mixed(seed) + stream) + number));
    }

    /** SplitMix64's finaliser (Steele, Lea and Flood, 2014): neighbouring numbers become unlike seeds. */
    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static void require(boolean allowed, String key, Number value, String range) {
        if (!allowed) {
            throw new InputException(key + " is " + value + "; allowed: " + range);
        }
    }
}
