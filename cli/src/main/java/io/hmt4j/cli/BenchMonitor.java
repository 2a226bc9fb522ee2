package io.hmt4j.cli;

import io.hmt4j.bench.run.BenchListener;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import java.util.Locale;

/** Progress of a benchmark on standard error: a line a process. */
final class BenchMonitor implements BenchListener {

    private final Console console;
    private final Interrupts interrupts;
    private final OverwrittenLine line;

    BenchMonitor(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
        this.line = new OverwrittenLine(console, true);
    }

    @Override
    public void begins(Trial trial, int repeat) {
        line.show(trial.name() + " ...");
    }

    @Override
    public void ended(Trial trial, Outcome outcome) {
        line.clear();
        String rate = Figures.rate(outcome.readingSpeed());
        console.say(String.format(
                Locale.ROOT,
                "hmt: %s: %s tokens/s, peak %s%s",
                trial.name(),
                rate,
                Figures.bytes(outcome.peakBytes()),
                outcome.stoppedBy() == null
                        ? ""
                        : "; stopped at " + Figures.count(outcome.tokensRead(), "token") + " by "
                                + outcome.stoppedBy()));
    }

    @Override
    public void passedOver(Trial trial, String reason) {
        line.clear();
        console.say("hmt: " + trial.name() + ": " + reason);
    }

    @Override
    public boolean cancelled() {
        return interrupts.raised();
    }
}
