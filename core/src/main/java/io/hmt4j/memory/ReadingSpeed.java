package io.hmt4j.memory;

import io.hmt4j.InputException;

/**
 * Dynamic reading speed: a segment whose recall finds a recent memory is read with extra tokens, since its subject goes
 * on.
 *
 * @param extraTokens tokens appended to such a segment; 0 for a constant speed
 * @param belowDistance a retrieval distance under this is recent (1 is the newest memory); 3 in the authors' code
 */
public record ReadingSpeed(int extraTokens, int belowDistance) {

    /** All segments have the same number of tokens. */
    public static final ReadingSpeed CONSTANT = new ReadingSpeed(0, 3);

    public ReadingSpeed {
        if (extraTokens < 0) {
            throw new InputException("extra_tokens is " + extraTokens + "; allowed: 0 and more");
        }
        if (belowDistance < 1) {
            throw new InputException("below_distance is " + belowDistance + "; allowed: 1 and more");
        }
    }

    /** Whether segments may differ in length. */
    public boolean isDynamic() {
        return extraTokens > 0;
    }
}
