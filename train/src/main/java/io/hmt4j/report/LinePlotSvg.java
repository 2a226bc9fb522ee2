package io.hmt4j.report;

import static io.hmt4j.report.Markup.coordinate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Draws lines, their intervals and their signs. */
final class LinePlotSvg {

    private static final int ROWS = 6;
    private static final double HEIGHT = 330;
    private static final double INSET = 8;
    private static final int MARKED = 40;

    private final Markup svg;
    private final LinePlot plot;
    private final Extent xs;
    private final Extent ys;
    private final Ticks rows;
    private final Canvas canvas;

    private LinePlotSvg(Markup svg, LinePlot plot, String id) {
        this.svg = svg;
        this.plot = plot;
        this.xs = Extent.of(plot.x().scale(), points().mapToDouble(Point::x));
        this.ys = vertical();
        this.rows = Ticks.of(ys, plot.y().format(), ROWS);
        this.canvas = new Canvas(svg, plot, id, HEIGHT, Math.max(34, rows.labelWidth() + 9), 0);
    }

    static void draw(Markup svg, LinePlot plot, String id) {
        new LinePlotSvg(svg, plot, id).draw();
    }

    private void draw() {
        canvas.names(plot.x().label(), plot.y().label());
        canvas.floor();
        if (points().findAny().isEmpty()) {
            canvas.nothing();
        } else {
            ticks();
            lines();
        }
        canvas.close();
    }

    private void ticks() {
        for (int i = 0; i < rows.values().size(); i++) {
            canvas.gridLine(y(rows.values().get(i)), rows.labels().get(i));
        }
        Ticks columns = Ticks.fitting(xs, plot.x().format(), canvas.plotWidth());
        for (int i = 0; i < columns.values().size(); i++) {
            canvas.tickBelow(x(columns.values().get(i)), columns.labels().get(i));
        }
    }

    /** All bands first: a line is never under the band of another. */
    private void lines() {
        List<List<List<Point>>> lines =
                plot.series().stream().map(series -> runs(series.points())).toList();
        for (int i = 0; i < lines.size(); i++) {
            inGroup(i, lines.get(i), this::bands);
        }
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            inGroup(i, lines.get(i), runs -> line(line, runs));
        }
    }

    private void inGroup(int line, List<List<Point>> runs, Consumer<List<List<Point>>> drawing) {
        svg.open("g", "class", Marker.classes(line));
        drawing.accept(runs);
        svg.close();
    }

    private void bands(List<List<Point>> runs) {
        for (List<Point> run : runs) {
            for (List<Point> known : split(run, this::hasBand)) {
                if (known.size() > 1) {
                    svg.empty("path", "class", "band", "d", outline(known));
                } else {
                    svg.empty("path", "class", "whisker", "d", whisker(known.get(0)));
                }
            }
        }
    }

    private void line(int line, List<List<Point>> runs) {
        for (List<Point> run : runs) {
            if (run.size() > 1) {
                svg.empty("path", "class", "line", "d", path(run.stream().map(point -> at(point.x(), point.y()))));
            }
        }
        boolean few = plot.series().get(line).points().size() <= MARKED;
        runs.stream()
                .filter(run -> few || run.size() == 1)
                .flatMap(List::stream)
                .forEach(point -> mark(line, point));
    }

    private void mark(int line, Point point) {
        svg.open(
                "path",
                "class",
                "mark",
                "d",
                Marker.of(line),
                "transform",
                "translate(" + at(point.x(), point.y()) + ")");
        svg.element("title", plot.series().get(line).name() + ", " + PlotNumbers.text(plot, point))
                .close();
    }

    private String outline(List<Point> run) {
        List<Point> back = new ArrayList<>(run);
        Collections.reverse(back);
        return path(Stream.concat(
                        run.stream().map(point -> at(point.x(), point.high())),
                        back.stream().map(point -> at(point.x(), point.low()))))
                + "z";
    }

    private String whisker(Point point) {
        return "M" + at(point.x(), point.high()) + "L" + at(point.x(), point.low());
    }

    private static String path(Stream<String> places) {
        return "M" + String.join("L", places.toList());
    }

    private String at(double x, double y) {
        return coordinate(x(x)) + " " + coordinate(y(y));
    }

    private double x(double value) {
        return canvas.left() + INSET + xs.share(value) * (canvas.plotWidth() - 2 * INSET);
    }

    private double y(double value) {
        return canvas.y(ys.share(value));
    }

    private Extent vertical() {
        DoubleStream values = points().flatMapToDouble(point ->
                hasBand(point) ? DoubleStream.of(point.y(), point.low(), point.high()) : DoubleStream.of(point.y()));
        return Extent.of(plot.y().scale(), values).withNearZero().rounded(ROWS);
    }

    /** All points that are drawn. */
    private Stream<Point> points() {
        return plot.series().stream()
                .flatMap(series -> series.points().stream())
                .filter(this::isDrawn);
    }

    private List<List<Point>> runs(List<Point> points) {
        return split(points, this::isDrawn);
    }

    private boolean isDrawn(Point point) {
        return plot.x().scale().holds(point.x()) && plot.y().scale().holds(point.y());
    }

    private boolean hasBand(Point point) {
        return point.hasInterval()
                && plot.y().scale().holds(point.low())
                && plot.y().scale().holds(point.high());
    }

    /** The stretches of neighbours that pass, without those that do not. */
    private static List<List<Point>> split(List<Point> points, Predicate<Point> passes) {
        List<List<Point>> runs = new ArrayList<>();
        List<Point> run = new ArrayList<>();
        for (Point point : points) {
            if (passes.test(point)) {
                run.add(point);
            } else if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }
}
