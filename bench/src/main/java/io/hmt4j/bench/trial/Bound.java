package io.hmt4j.bench.trial;

import io.hmt4j.InputException;

/**
 * Where reading with full attention is stopped.
 *
 * @param seconds most seconds of reading
 * @param bytes most resident memory of the process
 */
public record Bound(double seconds, long bytes) {

    /** Two minutes, 8 GB. */
    public static final Bound DEFAULT = new Bound(120, 8_000_000_000L);

    public Bound {
        if (!(seconds > 0)) {
            throw new InputException("--limit-seconds is " + seconds + "; allowed: more than 0");
        }
        if (bytes <= 0) {
            throw new InputException("--limit-memory is " + bytes + " bytes; allowed: more than 0");
        }
    }
}
