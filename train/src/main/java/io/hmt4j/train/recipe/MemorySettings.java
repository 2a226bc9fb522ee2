package io.hmt4j.train.recipe;

import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtConfigBuilder;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.RecallQuery;
import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the memory that is trained. What is absent is as stored in the folder that the run starts from, else the
 * default for the backbone ({@link HmtConfig#defaultsFor}).
 *
 * @param segmentTokens own tokens of a segment, B
 * @param sensoryTokens tokens of the segment before that a segment sees, s; at most B
 * @param bankSize memories the bank keeps, N
 * @param recallWidth width of queries and keys of the recall, h
 * @param summaryFraction share of a segment that its recall query is made from, more than 0, at most 1
 * @param memoryVectors memory vectors a segment leaves, m
 * @param recallQuery which tokens the query is made from: segment, preceding
 * @param recallInit how a fresh recall begins: linear, identity
 * @param recallScale c of Wq = Wk = c I, for {@code recall_init: identity} only; absent: 1
 */
public record MemorySettings(
        @Nullable Integer segmentTokens,
        @Nullable Integer sensoryTokens,
        @Nullable Integer bankSize,
        @Nullable Integer recallWidth,
        @Nullable Double summaryFraction,
        @Nullable Integer memoryVectors,
        @Nullable RecallQuery recallQuery,
        @Default("linear") RecallInit recallInit,
        @Nullable Double recallScale) {

    public MemorySettings {
        Require.atLeast("segment_tokens", segmentTokens, 1);
        Require.atLeast("sensory_tokens", sensoryTokens, 0);
        Require.atLeast("bank_size", bankSize, 1);
        Require.atLeast("recall_width", recallWidth, 1);
        Require.positiveShare("summary_fraction", summaryFraction);
        Require.atLeast("memory_vectors", memoryVectors, 1);
        Require.positive("recall_scale", recallScale);
        if (recallScale != null && recallInit != RecallInit.IDENTITY) {
            throw new RefusedKey("recall_scale", "is for recall_init: identity only; leave it out");
        }
    }

    /** The multiple of the identity that both projections of the recall begin with, c. */
    public double identityScale() {
        return recallScale == null ? 1 : recallScale;
    }

    /** These settings over others, in the mode of a stage; checked together. */
    public HmtConfig over(HmtConfig stored, Mode mode) {
        HmtConfigBuilder builder = stored.toBuilder().mode(mode);
        set(segmentTokens, builder::segmentTokens);
        set(sensoryTokens, builder::sensoryTokens);
        set(bankSize, builder::bankSize);
        set(recallWidth, builder::recallWidth);
        set(summaryFraction, builder::summaryFraction);
        set(memoryVectors, builder::memoryVectors);
        set(recallQuery, builder::recallQuery);
        return builder.build();
    }

    private static <T> void set(@Nullable T value, Consumer<T> key) {
        if (value != null) {
            key.accept(value);
        }
    }
}
