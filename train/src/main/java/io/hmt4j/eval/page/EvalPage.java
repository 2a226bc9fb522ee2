package io.hmt4j.eval.page;

import io.hmt4j.eval.page.EvalResults.Contexts;
import io.hmt4j.eval.page.EvalResults.Costs;
import io.hmt4j.eval.recall.ReadingCost.Cost;
import io.hmt4j.eval.recall.RecallMap;
import io.hmt4j.report.Axis;
import io.hmt4j.report.Block;
import io.hmt4j.report.HeatMap;
import io.hmt4j.report.Histogram;
import io.hmt4j.report.LinePlot;
import io.hmt4j.report.NumberFormat;
import io.hmt4j.report.Paragraph;
import io.hmt4j.report.Point;
import io.hmt4j.report.ReportPage;
import io.hmt4j.report.Scale;
import io.hmt4j.report.Section;
import io.hmt4j.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The page of a run. */
public final class EvalPage {

    private final EvalResults results;
    private final RunFacts facts;

    private EvalPage(EvalResults results) {
        this.results = results;
        this.facts = results.facts();
    }

    /** Everything that was measured. */
    public static ReportPage of(EvalResults results) {
        return new EvalPage(results).page();
    }

    private ReportPage page() {
        List<Section> sections = new ArrayList<>();
        results.contexts().ifPresent(contexts -> sections.add(perplexity(contexts)));
        if (!results.passages().isEmpty()) {
            sections.add(passages());
        }
        results.tasks().forEach(task -> sections.add(new TaskSection(task).section()));
        results.recall().ifPresent(recall -> sections.add(recall(recall)));
        results.costs().ifPresent(costs -> sections.add(cost(costs)));
        return new ReportPage("Evaluation of " + facts.model(), lead(), sections);
    }

    private String lead() {
        return (results.complete()
                        ? ""
                        : "INCOMPLETE: the run was interrupted; the figures are of what it had measured. ")
                + facts.rows().get(0).label() + ": segments of "
                + facts.config().segmentTokens() + " tokens, "
                + facts.config().effectiveSensoryTokens() + " sensory tokens, bank of "
                + facts.config().bankSize() + ", " + facts.config().effectiveMemoryVectors()
                + " memory vector(s) a segment. Measured on " + facts.device() + " in " + facts.dtype() + ", begun "
                + facts.start() + ". Intervals cover " + Math.round(100 * facts.level()) + " % ("
                + facts.resamples() + " bootstrap resamples, seed " + facts.seed() + "). Command: hmt "
                + facts.arguments();
    }

    private Section perplexity(Contexts contexts) {
        ContextTables tables = new ContextTables(contexts, facts.rows());
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(contexts.targets() + " target segments of " + contexts.documents()
                + " documents. The target tokens are the same for all methods and contexts; only the text before them"
                + " grows. Intervals are over documents: with few of them they are rough. Tokens from position "
                + contexts.unseenFrom() + " of a target on were not seen by any recall query."));
        ContextPlots plots = new ContextPlots(tables, contexts, facts.rows());
        blocks.add(plots.methods());
        blocks.add(plots.memory());
        blocks.add(plots.differences());
        blocks.add(tables.overview());
        contexts.contexts().forEach(context -> blocks.add(tables.at(context)));
        return new Section("Perplexity by context", blocks);
    }

    private Section passages() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Paragraph("Passages of one length are read from an empty memory, and the loss of all their tokens"
                        + " is averaged. Other lengths are other texts. The average of the passages' perplexities is what the"
                        + " published code reports; it is no perplexity and never the lower of the two."));
        results.passages().forEach(measured -> blocks.add(PassageTables.of(measured)));
        return new Section("The paper's protocol", blocks);
    }

    private Section recall(RecallMap recall) {
        return new Section(
                "What is recalled",
                List.of(
                        new HeatMap(
                                "Recall weights of one document",
                                "A row is a segment that is read, a column a segment whose memory it can recall.",
                                "remembered segment",
                                "segment",
                                "recall weight",
                                recall.heat()),
                        new Histogram(
                                "Retrieval distance",
                                "How far back the memory with the largest weight lies; 1 is the segment before. "
                                        + recall.recalls() + " recalls, in the first " + RecallMap.MOST_SEGMENTS
                                        + " segments of at most " + RecallMap.MOST_TEXTS + " texts.",
                                "distance (segments)",
                                "recalls",
                                1,
                                recall.histogram())));
    }

    private Section cost(Costs costs) {
        return new Section(
                "What reading costs",
                List.of(
                        plot(costs, "Speed", "tokens per second", NumberFormat.PLAIN, Cost::tokensPerSecond),
                        plot(costs, "Memory of the process", "resident memory", NumberFormat.BYTES, cost ->
                                (double) cost.residentBytes())));
    }

    private LinePlot plot(Costs costs, String title, String label, NumberFormat format, ToDoubleFunction<Cost> value) {
        return new LinePlot(
                title,
                "Measured in this run while one text was read, beside full attention over the same text as far as it fits"
                        + " the model.",
                Axis.doubling("length (tokens)"),
                new Axis(label, Scale.LINEAR, format),
                List.of(
                        series(facts.rows().get(0).label(), costs.reading(), value),
                        series("full attention", costs.full(), value)));
    }

    private static Series series(String name, List<Cost> costs, ToDoubleFunction<Cost> value) {
        return new Series(
                name,
                costs.stream()
                        .map(cost -> Point.of((double) cost.tokens(), value.applyAsDouble(cost)))
                        .toList());
    }
}
