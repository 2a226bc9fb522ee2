package io.hmt4j.cli;

import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtConfigBuilder;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that change settings of the memory; what is not given stays as the memory parameters were trained. */
final class MemoryFlags {

    @Option(names = "--mode", paramLabel = "MODE", description = "hmt, stage1, rmt or baseline (no memory).")
    private @Nullable Mode mode;

    @Option(names = "--segment-tokens", paramLabel = "B", description = "Tokens of a segment.")
    private @Nullable Integer segmentTokens;

    @Option(names = "--sensory", paramLabel = "S", description = "Tokens of the segment before that a segment sees.")
    private @Nullable Integer sensoryTokens;

    @Option(names = "--bank", paramLabel = "N", description = "Memories kept, the newest ones.")
    private @Nullable Integer bankSize;

    @Option(names = "--recall-width", paramLabel = "H", description = "Width of the recall's queries and keys.")
    private @Nullable Integer recallWidth;

    @Option(
            names = "--summary-fraction",
            paramLabel = "F",
            description = "Share of a segment that its recall query is made from.")
    private @Nullable Double summaryFraction;

    @Option(names = "--memory-vectors", paramLabel = "M", description = "Memory vectors a segment leaves.")
    private @Nullable Integer memoryVectors;

    @Option(
            names = "--query",
            paramLabel = "TOKENS",
            description = "What recall queries are made from: segment (the paper) or preceding (strictly causal).")
    private @Nullable RecallQuery recallQuery;

    @Option(
            names = "--extra-tokens",
            paramLabel = "N",
            description = "Dynamic reading speed: more tokens for a segment that recalls a recent memory.")
    private @Nullable Integer extraTokens;

    /** The settings with these changes. Throws {@link io.hmt4j.InputException} where they do not fit. */
    HmtConfig applyTo(HmtConfig config) {
        HmtConfigBuilder changed = config.toBuilder();
        set(mode, changed::mode);
        set(segmentTokens, changed::segmentTokens);
        set(sensoryTokens, changed::sensoryTokens);
        set(bankSize, changed::bankSize);
        set(recallWidth, changed::recallWidth);
        set(summaryFraction, changed::summaryFraction);
        set(memoryVectors, changed::memoryVectors);
        set(recallQuery, changed::recallQuery);
        int below = config.readingSpeed().belowDistance();
        set(extraTokens, extra -> changed.readingSpeed(new ReadingSpeed(extra, below)));
        return changed.build();
    }

    private static <T> void set(@Nullable T flag, Consumer<T> setting) {
        if (flag != null) {
            setting.accept(flag);
        }
    }
}
