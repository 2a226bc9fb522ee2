package io.hmt4j.answer;

import io.hmt4j.memory.DocumentMemory;
import java.util.ArrayList;
import java.util.List;

/** The tokens of the segments that a memory closes, one by one. */
final class ClosedSegments {

    private final List<int[]> tokens = new ArrayList<>();
    private final boolean wanted;
    private long seen;

    /**
     * None yet.
     *
     * @param wanted whether they are to be kept at all
     */
    ClosedSegments(DocumentMemory memory, boolean wanted) {
        this.wanted = wanted;
        this.seen = memory.segments();
    }

    /** To be called whenever a segment may have been closed, before another is. */
    void look(DocumentMemory memory) {
        if (wanted && memory.segments() > seen) {
            tokens.add(memory.newestSegment());
        }
        seen = memory.segments();
    }

    /** The tokens of each, in their order. */
    List<int[]> tokens() {
        return List.copyOf(tokens);
    }
}
