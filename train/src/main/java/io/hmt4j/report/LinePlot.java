package io.hmt4j.report;

import java.util.List;

/**
 * Lines over a common axis, each with a band for its intervals.
 *
 * @param series at most 24: eight colours and signs, which the lines behind the eighth have with other dashes
 */
public record LinePlot(String title, String description, Axis x, Axis y, List<Series> series) implements Figure {

    public LinePlot {
        series = List.copyOf(series);
        if (series.size() > Marker.MOST_LINES) {
            throw new IllegalArgumentException(
                    series.size() + " lines in \"" + title + "\"; allowed: at most " + Marker.MOST_LINES);
        }
    }

    @Override
    public Table numbers() {
        return PlotNumbers.of(this);
    }
}
