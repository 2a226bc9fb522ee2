package io.hmt4j.memory;

/** Changes some of the settings of a memory; {@link #build} checks them together. */
public final class HmtConfigBuilder {

    private Mode mode;
    private int segmentTokens;
    private int sensoryTokens;
    private int bankSize;
    private int recallWidth;
    private double summaryFraction;
    private int memoryVectors;
    private RecallQuery recallQuery;
    private ReadingSpeed readingSpeed;

    HmtConfigBuilder(HmtConfig start) {
        mode = start.mode();
        segmentTokens = start.segmentTokens();
        sensoryTokens = start.sensoryTokens();
        bankSize = start.bankSize();
        recallWidth = start.recallWidth();
        summaryFraction = start.summaryFraction();
        memoryVectors = start.memoryVectors();
        recallQuery = start.recallQuery();
        readingSpeed = start.readingSpeed();
    }

    public HmtConfigBuilder mode(Mode changed) {
        mode = changed;
        return this;
    }

    public HmtConfigBuilder segmentTokens(int changed) {
        segmentTokens = changed;
        return this;
    }

    public HmtConfigBuilder sensoryTokens(int changed) {
        sensoryTokens = changed;
        return this;
    }

    public HmtConfigBuilder bankSize(int changed) {
        bankSize = changed;
        return this;
    }

    public HmtConfigBuilder recallWidth(int changed) {
        recallWidth = changed;
        return this;
    }

    public HmtConfigBuilder summaryFraction(double changed) {
        summaryFraction = changed;
        return this;
    }

    public HmtConfigBuilder memoryVectors(int changed) {
        memoryVectors = changed;
        return this;
    }

    public HmtConfigBuilder recallQuery(RecallQuery changed) {
        recallQuery = changed;
        return this;
    }

    public HmtConfigBuilder readingSpeed(ReadingSpeed changed) {
        readingSpeed = changed;
        return this;
    }

    /** The settings, checked. Throws {@link io.hmt4j.InputException} naming what does not fit. */
    public HmtConfig build() {
        return new HmtConfig(
                mode,
                segmentTokens,
                sensoryTokens,
                bankSize,
                recallWidth,
                summaryFraction,
                memoryVectors,
                recallQuery,
                readingSpeed);
    }
}
