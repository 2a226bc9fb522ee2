package io.hmt4j.eval.run;

import io.hmt4j.data.Document;
import io.hmt4j.eval.answer.Answered;
import io.hmt4j.eval.answer.EncodedExample;
import io.hmt4j.eval.answer.TaskFigures;
import io.hmt4j.eval.answer.TaskRun;
import io.hmt4j.eval.lineup.Lineup;
import io.hmt4j.eval.page.EvalResults;
import io.hmt4j.eval.page.EvalResults.Contexts;
import io.hmt4j.eval.page.EvalResults.Costs;
import io.hmt4j.eval.page.EvalResults.Passages;
import io.hmt4j.eval.page.RunFacts;
import io.hmt4j.eval.perplexity.ContextTable;
import io.hmt4j.eval.perplexity.FixedTargets;
import io.hmt4j.eval.perplexity.PaperProtocol;
import io.hmt4j.eval.perplexity.Passage;
import io.hmt4j.eval.perplexity.PassageSampler;
import io.hmt4j.eval.perplexity.TargetLosses;
import io.hmt4j.eval.perplexity.TargetSample;
import io.hmt4j.eval.perplexity.TargetSampler;
import io.hmt4j.eval.recall.ReadingCost;
import io.hmt4j.eval.recall.RecallMap;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.metric.Bootstrap;
import io.hmt4j.task.Task;
import io.hmt4j.task.TaskExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Measures a line-up on texts and tasks, part after part. A part that is cancelled gives the figures of what it had
 * measured, and the results say that they are incomplete. For one thread; the line-up stays the caller's.
 */
public final class Evaluation {

    private final Lineup lineup;
    private final RunFacts facts;
    private final Bootstrap bootstrap;
    private final int longestFull;
    private final EvalProgress progress;
    private final EvalResults results;

    /**
     * A run without parts yet.
     *
     * @param longestFull tokens that full attention is given at most
     */
    public Evaluation(Lineup lineup, RunFacts facts, int longestFull, EvalProgress progress) {
        this.lineup = lineup;
        this.facts = facts;
        this.bootstrap = new Bootstrap(facts.resamples(), facts.level(), facts.seed());
        this.longestFull = longestFull;
        this.progress = progress;
        this.results = new EvalResults(facts);
    }

    /** What was measured so far. */
    public EvalResults results() {
        return results;
    }

    /**
     * Perplexity at fixed targets, what is recalled, and what reading costs.
     *
     * @param contexts segments before the targets
     * @param limit targets at most
     */
    public void fixedTargets(Iterator<Document> documents, List<Integer> contexts, int limit) {
        HmtConfig config = lineup.model().config();
        int largest = Math.multiplyExact(Collections.max(contexts), config.segmentTokens());
        TargetSample sample = new TargetSampler(config.segmentTokens(), largest, limit, facts.seed()).sample(documents);
        progress.begin(
                sample.targets().size() + " targets of " + sample.documents().size() + " documents"
                        + (sample.tooShort() == 0 ? "" : ", " + sample.tooShort() + " more are too short"));
        TargetLosses losses = new FixedTargets(lineup, contexts, facts.batch()).measure(sample.targets(), progress);
        if (!losses.targets().isEmpty()) {
            ContextTable table = new ContextTable(losses, config.summaryTokens(), this::decode, bootstrap);
            results.put(new Contexts(
                    contexts,
                    table.figures(lineup.rows(), contexts),
                    losses.targets().size(),
                    (int) losses.targets().stream()
                            .map(target -> target.document())
                            .distinct()
                            .count(),
                    config.summaryTokens()));
        }
        lookAt(sample.documents().stream().map(Document::tokens).toList());
        noteEnd();
    }

    /**
     * The paper's protocol.
     *
     * @param tokens of a passage
     * @param limit passages at most
     */
    public void passages(Iterator<Document> documents, int tokens, int limit) {
        List<Passage> passages = new PassageSampler(tokens, limit).sample(documents);
        progress.begin(passages.size() + " passages of " + tokens + " tokens");
        PaperProtocol protocol = new PaperProtocol(lineup, facts.batch());
        protocol.measure(passages, progress);
        List<Passage> measured = protocol.measured();
        if (!measured.isEmpty()) {
            results.add(new Passages(
                    tokens,
                    measured.size(),
                    (int) measured.stream().map(Passage::document).distinct().count(),
                    protocol.figures(this::decode, bootstrap)));
        }
        lookAt(passages.stream().map(Passage::tokens).toList());
        noteEnd();
    }

    /**
     * A task.
     *
     * @param examples as many as are to be answered
     * @param expected how many that will be at most, for the progress; 0 where it is not known
     * @param chat whether questions are put in the words of the model's chat template
     */
    public void task(Task task, Iterator<TaskExample> examples, int expected, boolean chat) {
        progress.begin("task " + task.name());
        TaskRun run = new TaskRun(task, lineup, chat);
        List<Answered> answered = new ArrayList<>();
        List<int[]> contexts = new ArrayList<>();
        while (examples.hasNext() && !progress.cancelled()) {
            EncodedExample example = run.encode(examples.next());
            run.answer(example, progress).ifPresent(answered::add);
            if (contexts.size() < RecallMap.MOST_TEXTS) {
                contexts.add(example.context());
            }
            progress.step(answered.size(), expected);
        }
        results.add(new TaskFigures(task, lineup.rows(), answered, bootstrap));
        lookAt(contexts);
        noteEnd();
    }

    /** Once a run: recall weights and distances, and what reading costs, on the first texts there are. */
    private void lookAt(List<int[]> texts) {
        if (results.costs().isPresent() || texts.isEmpty() || progress.cancelled()) {
            return;
        }
        progress.begin("what is recalled, and what reading costs");
        HmtModel model = lineup.model();
        RecallMap map = new RecallMap();
        texts.stream()
                .limit(RecallMap.MOST_TEXTS)
                .forEach(tokens -> map.read(model, tokens, RecallMap.MOST_SEGMENTS, progress));
        int[] longest = texts.stream()
                .max(Comparator.comparingInt(tokens -> tokens.length))
                .orElseThrow();
        ReadingCost cost = new ReadingCost(model, longestFull);
        int[] measured = Arrays.copyOf(
                longest,
                Math.min(
                        longest.length, RecallMap.MOST_SEGMENTS * model.config().segmentTokens()));
        results.put(map);
        results.put(new Costs(cost.whileReading(measured, progress), cost.ofFullAttention(measured, progress)));
    }

    private void noteEnd() {
        if (progress.cancelled()) {
            results.cutShort();
        }
    }

    private String decode(int[] tokens) {
        return lineup.model().hasText() ? lineup.model().text().tokenizer().decode(tokens, false) : "";
    }
}
