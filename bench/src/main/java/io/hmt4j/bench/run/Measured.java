package io.hmt4j.bench.run;

import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A trial and what came of it.
 *
 * @param trial what was to be measured
 * @param outcomes one for each repeat that ended
 * @param note why there are fewer figures than asked for; null where there are all
 * @param failed whether a process failed
 */
public record Measured(
        Trial trial, List<Outcome> outcomes, @Nullable String note, boolean failed) {

    public Measured {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether reading was stopped by the bound. */
    boolean stopped() {
        return outcomes.stream().anyMatch(outcome -> outcome.stoppedBy() != null);
    }

    /** A figure over all repeats; empty where none has it. */
    Optional<Spread> spread(Function<Outcome, @Nullable Double> figure) {
        List<Double> values =
                outcomes.stream().map(figure).filter(Objects::nonNull).toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** Tokens of text that were read: fewer than the trial's where it was stopped. */
    double tokensRead() {
        return spread(outcome -> (double) outcome.tokensRead())
                .map(Spread::median)
                .orElse(0.0);
    }
}
