package io.hmt4j.bench;

/**
 * What a piece of work takes in processor time, all threads together: the same on a machine that others use too. The clock of
 * it is coarse, so short work is done many times.
 */
final class ComputedTime {

    private static final double LEAST_SECONDS = 0.3;
    private static final int LEAST_RUNS = 3;

    private ComputedTime() {}

    /** Seconds of one run, the mean of as many as take 0.3 s; one before them is not counted. */
    static double of(Runnable work) {
        work.run();
        long start = Clocks.computedNanos();
        int runs = 0;
        double seconds = 0;
        while (runs < LEAST_RUNS || seconds < LEAST_SECONDS) {
            work.run();
            runs++;
            seconds = (Clocks.computedNanos() - start) / 1e9;
        }
        return seconds / runs;
    }
}
