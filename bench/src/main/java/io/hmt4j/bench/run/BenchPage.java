package io.hmt4j.bench.run;

import io.hmt4j.bench.trial.Method;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.report.Axis;
import io.hmt4j.report.LinePlot;
import io.hmt4j.report.NumberFormat;
import io.hmt4j.report.Paragraph;
import io.hmt4j.report.Point;
import io.hmt4j.report.ReportPage;
import io.hmt4j.report.Scale;
import io.hmt4j.report.Section;
import io.hmt4j.report.Series;
import io.hmt4j.tensor.WeightFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures as a page: time and memory against length, and the table. */
public final class BenchPage {

    private static final Axis LENGTH = new Axis("text (tokens)", Scale.DOUBLING, NumberFormat.COUNT);

    private final BenchResults results;

    private BenchPage(BenchResults results) {
        this.results = results;
    }

    /** The page; it needs nothing beside it. */
    public static ReportPage of(BenchResults results) {
        return new BenchPage(results).page();
    }

    private ReportPage page() {
        List<LinePlot> plots = new ArrayList<>();
        plots.add(plot(
                "Time to read",
                "Reading alone, without loading the model. A line that ends early was stopped by the bound.",
                Axis.log10("seconds"),
                Outcome::readSeconds));
        plots.add(plot(
                "Peak memory",
                "Resident memory of the whole process, weights and JVM included.",
                Axis.linear("MB"),
                outcome -> outcome.peakBytes() / 1e6));
        plots.add(plot("Reading speed", "Tokens of text in a second.", Axis.linear("tokens/s"), Outcome::readingSpeed));
        plots.add(plot(
                "Decoding speed",
                "Behind a text of so many tokens.",
                Axis.linear("tokens/s"),
                outcome -> outcome.tokenSeconds() == null ? null : 1 / outcome.tokenSeconds()));
        return new ReportPage(
                BenchWords.title(results),
                BenchWords.lead(results),
                List.of(
                        new Section("Against the length of the text", List.copyOf(plots)),
                        new Section(
                                "Figures",
                                List.of(
                                        BenchTables.figures(results),
                                        new Paragraph(BenchWords.method(results.settings()))))));
    }

    private LinePlot plot(String title, String description, Axis y, Function<Outcome, @Nullable Double> figure) {
        List<Series> series = lines().map(line -> series(line, figure))
                .filter(line -> !line.points().isEmpty())
                .toList();
        return new LinePlot(title, description, LENGTH, y, series);
    }

    private Series series(Line line, Function<Outcome, @Nullable Double> figure) {
        List<Point> points = results.measured().stream()
                .filter(line::holds)
                .flatMap(measured -> measured.spread(figure).stream().map(spread -> point(measured, spread)))
                .toList();
        return new Series(line.title(results.settings()), points);
    }

    private static Point point(Measured measured, Spread spread) {
        double x = measured.tokensRead();
        return spread.values().size() == 1
                ? Point.of(x, spread.median())
                : new Point(x, spread.median(), spread.low(), spread.high());
    }

    private Stream<Line> lines() {
        BenchSettings settings = results.settings();
        return settings.weights().stream()
                .flatMap(weights -> settings.methods().stream().map(method -> new Line(method, weights)));
    }

    /** One line of a plot. */
    private record Line(Method method, WeightFormat weights) {

        boolean holds(Measured measured) {
            return measured.trial().method() == method && measured.trial().weights() == weights;
        }

        String title(BenchSettings settings) {
            return settings.weights().size() == 1 ? method.title() : method.title() + ", " + weights.flag();
        }
    }
}
