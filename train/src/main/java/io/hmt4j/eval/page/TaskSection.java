package io.hmt4j.eval.page;

import io.hmt4j.eval.answer.BucketFigures;
import io.hmt4j.eval.answer.RowFigures;
import io.hmt4j.eval.answer.TaskFigures;
import io.hmt4j.eval.lineup.Row;
import io.hmt4j.metric.Interval;
import io.hmt4j.report.Axis;
import io.hmt4j.report.Block;
import io.hmt4j.report.LinePlot;
import io.hmt4j.report.Paragraph;
import io.hmt4j.report.Point;
import io.hmt4j.report.Section;
import io.hmt4j.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of the page about one task. */
final class TaskSection {

    private static final int MOST_LINES = 7;

    private final TaskFigures figures;
    private final List<Row> rows;

    TaskSection(TaskFigures figures) {
        this.figures = figures;
        this.rows = figures.byRow().stream().map(RowFigures::row).toList();
    }

    Section section() {
        TaskTables tables = new TaskTables(figures);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(figures.task().summary() + ". " + figures.examples()
                + " examples; answers are generated greedily, or the most likely of the choices is taken. A question begins a"
                + " segment of its own. Prompts are worded by hmt4j: figures compare within a run, not with other"
                + " programs'."));
        blocks.add(tables.overview());
        add(blocks, "distance", "distance of the evidence (segments)", figures.byDistance());
        tables.byDistance().ifPresent(blocks::add);
        add(blocks, "length", "length of the text (segments)", figures.byLength());
        tables.byLength().ifPresent(blocks::add);
        return new Section("Task " + figures.task().name(), blocks);
    }

    private void add(List<Block> blocks, String title, String axis, List<BucketFigures> buckets) {
        if (buckets.isEmpty()) {
            return;
        }
        List<Series> series = new ArrayList<>();
        rows.stream()
                .limit(MOST_LINES)
                .forEach(row -> series.add(
                        line(row.label(), buckets, bucket -> bucket.scores().get(row))));
        if (buckets.stream().anyMatch(bucket -> bucket.recall() != null)) {
            series.add(line("recall found it", buckets, BucketFigures::recall));
        }
        blocks.add(new LinePlot(
                figures.firstMetric() + " against " + title,
                "Each point is a range of numbers of segments that ends where the point is.",
                Axis.doubling(axis),
                Axis.share(figures.firstMetric()),
                series));
    }

    private static Series line(
            String name, List<BucketFigures> buckets, Function<BucketFigures, @Nullable Interval> value) {
        List<Point> points = new ArrayList<>();
        for (BucketFigures bucket : buckets) {
            Interval interval = value.apply(bucket);
            if (interval != null) {
                points.add(ContextPlots.point(bucket.bucket().to(), interval));
            }
        }
        return new Series(name, points);
    }
}
