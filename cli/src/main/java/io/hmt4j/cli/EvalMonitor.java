package io.hmt4j.cli;

import io.hmt4j.eval.run.EvalProgress;

/** Progress of an evaluation on standard error: a line a part, and how far it is. */
final class EvalMonitor implements EvalProgress {

    private static final double SECONDS_PIPED = 10;

    private final Console console;
    private final Interrupts interrupts;
    private final OverwrittenLine line;
    private Stopwatch part = new Stopwatch();
    private Stopwatch sinceLine = new Stopwatch();

    EvalMonitor(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
        this.line = new OverwrittenLine(console, true);
    }

    @Override
    public void begin(String what) {
        line.clear();
        console.say("hmt: " + what);
        part = new Stopwatch();
        sinceLine = new Stopwatch();
    }

    @Override
    public void step(int done, int all) {
        double seconds = part.seconds();
        String text = Figures.count(done)
                + (all > 0
                        ? " of " + Figures.count(all) + "  "
                                + Figures.seconds(seconds / Math.max(1, done) * Math.max(0, all - done)) + " left"
                        : " done");
        line.show(text);
        if (!console.isWatched() && sinceLine.seconds() > SECONDS_PIPED) {
            console.say(text);
            sinceLine = new Stopwatch();
        }
    }

    /** The same for texts that are tokenized. */
    TokenizingLine tokenizing() {
        return new TokenizingLine(line, interrupts);
    }

    /** Takes the line away. */
    void clear() {
        line.clear();
    }

    @Override
    public boolean cancelled() {
        return interrupts.raised();
    }
}
