package io.hmt4j.bench.run;

import io.hmt4j.bench.trial.Outcome.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that was measured.
 *
 * @param settings what was asked for
 * @param start when it began
 * @param measured one for each trial, in the order they were run
 * @param complete false where Ctrl-C ended it
 */
public record BenchResults(BenchSettings settings, Instant start, List<Measured> measured, boolean complete) {

    public BenchResults {
        measured = List.copyOf(measured);
    }

    /** Whether a process failed. */
    public boolean failed() {
        return measured.stream().anyMatch(Measured::failed);
    }

    /** Where it ran; empty where nothing ran to its end. */
    Optional<Setting> setting() {
        return measured.stream()
                .flatMap(one -> one.outcomes().stream())
                .findFirst()
                .map(outcome -> outcome.setting());
    }
}
