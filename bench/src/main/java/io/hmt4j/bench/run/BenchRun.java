package io.hmt4j.bench.run;

import io.hmt4j.InputException;
import io.hmt4j.bench.trial.Method;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import io.hmt4j.bench.trial.TrialMain;
import io.hmt4j.checkpoint.ModelFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs all trials, each in a process of its own. Each repeat runs through all of them, so that what else the machine does
 * meets all alike. A trial that failed, or that the bound stopped, is not repeated. Longer texts are not begun where a shorter
 * one was stopped, and with full attention where it failed, as it does where memory runs out.
 */
public final class BenchRun {

    private final BenchSettings settings;
    private final BenchListener listener;
    private final Map<Trial, State> states = new LinkedHashMap<>();

    private static final class State {
        private final List<Outcome> outcomes = new ArrayList<>();
        private @Nullable String note;
        private boolean failed;
    }

    /** @throws InputException if the model's folder is none */
    public BenchRun(BenchSettings settings, BenchListener listener) {
        ModelFolder.open(settings.model());
        this.settings = settings;
        this.listener = listener;
        settings.trials().forEach(trial -> states.put(trial, new State()));
    }

    /** Runs them. */
    public BenchResults run() {
        Instant start = Instant.now();
        boolean complete = true;
        try {
            for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
                for (Trial trial : states.keySet()) {
                    run(trial, repeat);
                }
            }
        } catch (CancellationException cancelled) {
            complete = false;
        }
        return new BenchResults(settings, start, measured(), complete);
    }

    private void run(Trial trial, int repeat) {
        State state = state(trial);
        if (state.note != null) {
            return;
        }
        state.note = reasonNotToBegin(trial);
        if (state.note != null) {
            listener.passedOver(trial, state.note);
            return;
        }
        listener.begins(trial, repeat);
        try {
            Outcome outcome = ChildProcess.unlimited(TrialMain.class, trial.name())
                    .run(trial, Outcome.class, listener::cancelled);
            state.outcomes.add(outcome);
            if (outcome.stoppedBy() != null) {
                state.note = "stopped at " + outcome.tokensRead() + " tokens by " + outcome.stoppedBy();
            }
            listener.ended(trial, outcome);
        } catch (InputException failure) {
            state.note = "failed: " + failure.getMessage();
            state.failed = true;
            listener.passedOver(trial, state.note);
        }
    }

    /** What became of a shorter text, read in the same way, if a longer one can fare no better; else null. */
    private @Nullable String reasonNotToBegin(Trial trial) {
        for (Trial other : states.keySet()) {
            boolean shorter = other.method() == trial.method()
                    && other.weights() == trial.weights()
                    && other.length() < trial.length();
            State state = state(other);
            if (shorter && state.outcomes.stream().anyMatch(outcome -> outcome.stoppedBy() != null)) {
                return "not begun: " + other.length() + " tokens were stopped already";
            }
            if (shorter && state.failed && trial.method() == Method.FULL) {
                return "not begun: " + other.length() + " tokens failed already";
            }
        }
        return null;
    }

    private State state(Trial trial) {
        return Objects.requireNonNull(states.get(trial));
    }

    private List<Measured> measured() {
        List<Measured> measured = new ArrayList<>();
        states.forEach((trial, state) -> {
            boolean cut = state.note == null && state.outcomes.size() < settings.repeats();
            String note =
                    cut ? "ended by Ctrl-C after " + state.outcomes.size() + " of " + settings.repeats() : state.note;
            measured.add(new Measured(trial, state.outcomes, note, state.failed));
        });
        return measured;
    }
}
