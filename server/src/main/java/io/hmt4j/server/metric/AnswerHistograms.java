package io.hmt4j.server.metric;

import io.hmt4j.answer.AnswererFigures;
import io.hmt4j.answer.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/** The distributions that answering keeps itself. */
final class AnswerHistograms implements MultiCollector {

    private final Supplier<AnswererFigures> figures;

    AnswerHistograms(Supplier<AnswererFigures> figures) {
        this.figures = figures;
    }

    @Override
    public MetricSnapshots collect() {
        AnswererFigures now = figures.get();
        return MetricSnapshots.of(
                snapshot(
                        "hmt_recall_distance_segments",
                        "how far back the segment lay that an answer recalled most",
                        now.recallDistances()),
                snapshot("hmt_first_token_seconds", "from a request to its first token", now.firstTokenSeconds()),
                snapshot("hmt_answer_seconds", "from a request to the end of its answer", now.answerSeconds()));
    }

    private static HistogramSnapshot snapshot(String name, String meaning, Histogram histogram) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < histogram.counts().size(); i++) {
            double bound = i < histogram.bounds().size() ? histogram.bounds().get(i) : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, histogram.counts().get(i));
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(meaning)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(histogram.sum())
                        .build())
                .build();
    }
}
