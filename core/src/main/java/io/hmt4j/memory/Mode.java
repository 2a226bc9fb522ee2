package io.hmt4j.memory;

/** What a segment knows of the segments before it: the method, and the three it is compared with. */
public enum Mode {
    /** The paper's method: sensory tokens and a memory prompt recalled from the bank. */
    HMT(true, true, true),
    /** The first training stage: sensory tokens, and the memory of the segment before as memory prompt. */
    STAGE1(true, true, false),
    /** The Recurrent Memory Transformer (Bulatov et al., 2022): the memory of the segment before, nothing else. */
    RMT(true, false, false),
    /** Segments on their own. */
    BASELINE(false, false, false);

    private final boolean memory;
    private final boolean sensory;
    private final boolean recall;

    Mode(boolean memory, boolean sensory, boolean recall) {
        this.memory = memory;
        this.sensory = sensory;
        this.recall = recall;
    }

    /** Whether memory prompts enter a segment and memory vectors leave it. */
    public boolean hasMemory() {
        return memory;
    }

    /** Whether the last tokens of the segment before are seen. */
    public boolean hasSensory() {
        return sensory;
    }

    /** Whether memory prompts are recalled from all memories in the bank. */
    public boolean hasRecall() {
        return recall;
    }
}
