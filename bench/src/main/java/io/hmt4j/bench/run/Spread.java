package io.hmt4j.bench.run;

import io.hmt4j.bench.Median;
import java.util.Collection;
import java.util.List;

/**
 * Repeated measurements of one figure.
 *
 * @param median the middle
 * @param low the least
 * @param high the largest
 * @param values all, in the order they were measured
 */
public record Spread(double median, double low, double high, List<Double> values) {

    public Spread {
        values = List.copyOf(values);
    }

    /** The spread of values, at least one. */
    static Spread of(Collection<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Spread(
                Median.of(all),
                values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                List.copyOf(values));
    }
}
