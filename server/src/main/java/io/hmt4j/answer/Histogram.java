package io.hmt4j.answer;

import java.util.List;

/**
 * How often values of some size were seen, as Prometheus has it.
 *
 * @param bounds upper bounds of the buckets, rising, each inclusive
 * @param counts values in each bucket alone, and last those above all bounds
 * @param sum sum of all values
 */
public record Histogram(List<Double> bounds, List<Long> counts, double sum) {

    public Histogram {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
    }

    /** Values seen. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
