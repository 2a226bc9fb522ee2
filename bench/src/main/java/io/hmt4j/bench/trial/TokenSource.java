package io.hmt4j.bench.trial;

import java.io.IOException;

/** A text without an end, as token ids. */
@FunctionalInterface
interface TokenSource {

    /** The next ids, exactly so many. */
    int[] next(int count) throws IOException;
}
