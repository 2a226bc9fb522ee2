package io.hmt4j.memory;

import io.hmt4j.InputException;
import java.util.Set;

/**
 * What tells a model from others.
 *
 * @param name name of its folder, for messages
 * @param fingerprint digest of weights, memory parameters and those settings that shape memories
 * @param trained false where memory parameters are fresh: the model then has learnt nothing of its memory
 * @param endIds ids that end a text, from {@code generation_config.json} or the tokenizer
 */
public record ModelIdentity(String name, String fingerprint, boolean trained, Set<Integer> endIds) {

    private static final int SHORT = 12;

    public ModelIdentity {
        endIds = Set.copyOf(endIds);
    }

    /** Refuses a memory that another model made: its vectors would mean nothing here. */
    void requireSame(String memoryFingerprint) {
        if (!fingerprint.equals(memoryFingerprint)) {
            throw new InputException("this memory was made by another checkpoint (fingerprint "
                    + shortened(memoryFingerprint) + ") than " + name + " (fingerprint " + shortened(fingerprint)
                    + "); read the document again with this one, or load the other (same weights, --hmt folder, "
                    + "settings and --seed)");
        }
    }

    /** The first hexadecimal digits of a fingerprint, for people. */
    public static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(SHORT, fingerprint.length()));
    }
}
