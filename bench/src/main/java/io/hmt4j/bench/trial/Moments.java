package io.hmt4j.bench.trial;

import io.hmt4j.bench.Clocks;
import io.hmt4j.bench.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** When an answer began, and when each of its tokens was there. */
final class Moments {

    private final List<Long> wall = new ArrayList<>(List.of(System.nanoTime()));
    private final List<Long> computed = new ArrayList<>(List.of(Clocks.computedNanos()));

    /** A token is there. */
    void token() {
        wall.add(System.nanoTime());
        computed.add(Clocks.computedNanos());
    }

    double firstTokenSeconds() {
        return (wall.get(1) - wall.get(0)) / 1e9;
    }

    /** The median step from a token to the next. */
    double tokenSeconds() {
        return Median.of(IntStream.range(2, wall.size())
                .mapToDouble(i -> (wall.get(i) - wall.get(i - 1)) / 1e9)
                .toArray());
    }

    /** Processor time of all threads for a step; the mean, since the clock of it is coarse. */
    double tokenComputedSeconds() {
        int last = computed.size() - 1;
        return (computed.get(last) - computed.get(1)) / 1e9 / (last - 1);
    }
}
