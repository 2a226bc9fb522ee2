package io.hmt4j.memory;

import io.hmt4j.InputException;
import io.hmt4j.backbone.BackboneShape;

/**
 * The settings of a memory. Written to {@code hmt_config.json} under the same names in snake case.
 *
 * @param mode the method
 * @param segmentTokens own tokens of a segment, B
 * @param sensoryTokens tokens of the segment before that a segment sees, s; at most B
 * @param bankSize memories the bank keeps, the newest ones, N
 * @param recallWidth width of queries and keys of the recall, h
 * @param summaryFraction share of a segment that its recall query is made from, more than 0, at most 1; 0.5 in the paper
 * @param memoryVectors memory vectors a segment leaves, m; 1 in the paper
 * @param recallQuery which tokens the recall query is made from
 * @param readingSpeed when segments are read with extra tokens
 */
public record HmtConfig(
        Mode mode,
        int segmentTokens,
        int sensoryTokens,
        int bankSize,
        int recallWidth,
        double summaryFraction,
        int memoryVectors,
        RecallQuery recallQuery,
        ReadingSpeed readingSpeed) {

    private static final int WIDEST_RECALL = 1 << 16;

    public HmtConfig {
        requireAtLeast("segment_tokens", segmentTokens, 1);
        requireAtLeast("sensory_tokens", sensoryTokens, 0);
        requireAtLeast("bank_size", bankSize, 1);
        requireAtLeast("recall_width", recallWidth, 1);
        requireAtLeast("memory_vectors", memoryVectors, 1);
        if (recallWidth > WIDEST_RECALL) {
            throw new InputException("recall_width is " + recallWidth + "; allowed: at most " + WIDEST_RECALL);
        }
        if (sensoryTokens > segmentTokens) {
            throw new InputException(
                    "sensory_tokens is " + sensoryTokens + "; allowed: at most segment_tokens, " + segmentTokens);
        }
        if (!(summaryFraction > 0 && summaryFraction <= 1)) {
            throw new InputException("summary_fraction is " + summaryFraction + "; allowed: more than 0, at most 1");
        }
    }

    /**
     * The settings a fresh memory gets: segments of 512 tokens with 32 sensory tokens, or what the model's positions have
     * room for; 300 memories; the recall as wide as the model.
     */
    public static HmtConfig defaultsFor(BackboneShape shape) {
        int sensory = Math.min(32, Math.max(0, shape.maxPositions() / 16));
        int segment = Math.min(512, shape.maxPositions() - sensory - 2);
        return new HmtConfig(
                Mode.HMT, segment, sensory, 300, shape.width(), 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);
    }

    /** Tokens a recall query is made from, n = round(B * fraction), at least 1. */
    public int summaryTokens() {
        return Math.max(1, (int) Math.rint(segmentTokens * summaryFraction));
    }

    /** Sensory tokens that the mode lets a segment see. */
    public int effectiveSensoryTokens() {
        return mode.hasSensory() ? sensoryTokens : 0;
    }

    /** Memory vectors at each end of a segment in this mode. */
    public int effectiveMemoryVectors() {
        return mode.hasMemory() ? memoryVectors : 0;
    }

    /** Memories a document keeps: N, or without recall the newest and the one before it (for re-alignment). */
    public int bankCapacity() {
        return mode.hasRecall() ? bankSize : 2;
    }

    /** Tokens before the open segment that a document keeps: n to replay, and what is seen or asked from before them. */
    public int tailTokens() {
        int before = recallQuery == RecallQuery.PRECEDING ? summaryTokens() : 0;
        return summaryTokens() + Math.max(effectiveSensoryTokens(), before);
    }

    /** Own tokens the longest segment may have. */
    public int longestSegment() {
        return segmentTokens + (mode.hasRecall() ? readingSpeed.extraTokens() : 0);
    }

    /** Positions of the backbone that the longest pass needs: a segment with all that goes along, or a summary. */
    public long positions() {
        // In long: settings may be any int, and a sum that wraps around would fit every model.
        long longest = (long) segmentTokens + (mode.hasRecall() ? readingSpeed.extraTokens() : 0);
        long segmentPass = longest + effectiveSensoryTokens() + 2L * effectiveMemoryVectors();
        long summaryPass = mode.hasRecall() ? summaryTokens() + 2L : 0;
        long realigned = 2L * summaryTokens() + effectiveSensoryTokens() + effectiveMemoryVectors();
        return Math.max(segmentPass, Math.max(summaryPass, realigned));
    }

    /** Checks that a backbone has positions for a segment. */
    public void checkFits(BackboneShape shape) {
        if (positions() > shape.maxPositions()) {
            throw new InputException("segment_tokens is " + segmentTokens + ": with " + effectiveSensoryTokens()
                    + " sensory tokens and " + effectiveMemoryVectors()
                    + " memory vector(s) at each end a segment takes "
                    + positions() + " positions; this " + shape.family() + " model has " + shape.maxPositions());
        }
    }

    /** A builder that starts from these settings. */
    public HmtConfigBuilder toBuilder() {
        return new HmtConfigBuilder(this);
    }

    private static void requireAtLeast(String key, int value, int least) {
        if (value < least) {
            throw new InputException(key + " is " + value + "; allowed: " + least + " and more");
        }
    }
}
