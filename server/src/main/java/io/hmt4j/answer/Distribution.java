package io.hmt4j.answer;

import java.util.Arrays;

/** Counts values in buckets. Safe for all threads. */
final class Distribution {

    private final double[] bounds;
    private final long[] counts;
    private double sum;

    /** With these upper bounds, rising. */
    Distribution(double... bounds) {
        this.bounds = bounds;
        this.counts = new long[bounds.length + 1];
    }

    synchronized void add(double value) {
        int bucket = 0;
        while (bucket < bounds.length && value > bounds[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sum += value;
    }

    synchronized Histogram histogram() {
        return new Histogram(
                Arrays.stream(bounds).boxed().toList(),
                Arrays.stream(counts).boxed().toList(),
                sum);
    }
}
