package io.hmt4j.bench.run;

import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;

/** Told while trials run. */
public interface BenchListener {

    /** A process begins. */
    void begins(Trial trial, int repeat);

    /** It ended. */
    void ended(Trial trial, Outcome outcome);

    /** It failed, or is not run; the others go on. */
    void passedOver(Trial trial, String reason);

    /** Asked all the time: true ends the benchmark, and what was measured is reported. */
    boolean cancelled();
}
