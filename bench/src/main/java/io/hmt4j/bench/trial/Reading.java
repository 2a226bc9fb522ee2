package io.hmt4j.bench.trial;

import io.hmt4j.bench.Clocks;
import io.hmt4j.tensor.Engine;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a text into a subject, in chunks, and stops full attention at its bound. */
final class Reading {

    /** Tokens given at once: eight default segments, so that summaries can run as batches. */
    private static final int CHUNK = 4096;

    private final Trial trial;
    private final Clocks clocks = new Clocks();
    private long tokens;
    private @Nullable String stoppedBy;

    Reading(Trial trial) {
        this.trial = trial;
    }

    void run(Subject subject, TokenSource text) throws IOException {
        int chunk = trial.method() == Method.FULL ? CachedDecoding.CHUNK : CHUNK;
        while (tokens < trial.length() && stoppedBy == null) {
            int[] ids = text.next((int) Math.min(chunk, trial.length() - tokens));
            clocks.add(() -> subject.read(ids));
            tokens += ids.length;
            if (trial.method() == Method.FULL && tokens < trial.length()) {
                stoppedBy = exceeded(Engine.residentBytes());
            }
        }
    }

    private @Nullable String exceeded(long resident) {
        Bound bound = trial.bound();
        if (clocks.wall() > bound.seconds()) {
            return String.format(Locale.ROOT, "the bound of %.0f s", bound.seconds());
        }
        if (resident > bound.bytes()) {
            return String.format(Locale.ROOT, "the bound of %,d MB", bound.bytes() / 1_000_000);
        }
        return null;
    }

    long tokens() {
        return tokens;
    }

    Clocks clocks() {
        return clocks;
    }

    /** Why it was stopped; null where it was not. */
    @Nullable String stoppedBy() {
        return stoppedBy;
    }
}
