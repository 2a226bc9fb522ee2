package io.hmt4j.eval.perplexity;

import io.hmt4j.InputException;
import io.hmt4j.eval.lineup.Contender;
import io.hmt4j.eval.lineup.Lineup;
import io.hmt4j.eval.lineup.Row;
import io.hmt4j.eval.lineup.Target;
import io.hmt4j.memory.ReadListener;
import java.util.List;
import java.util.Optional;

/**
 * Perplexity at fixed target tokens while only the context before them grows. For context j the text from j segments before
 * the target on is read, then the target is predicted: the same tokens for all methods and contexts. So the curve of a
 * method falls only where more context helps it, which the usual perplexity of ever other texts cannot show.
 */
public final class FixedTargets {

    private final Lineup lineup;
    private final List<Integer> contexts;
    private final int batch;

    /**
     * A measurement.
     *
     * @param contexts numbers of segments before the target
     * @param batch targets side by side
     */
    public FixedTargets(Lineup lineup, List<Integer> contexts, int batch) {
        this.lineup = lineup;
        this.contexts = List.copyOf(contexts);
        this.batch = batch;
    }

    /** Told how the measurement goes on, and asked whether to stop; also between segments. */
    public interface Progress extends ReadListener {

        /** One more of all steps is done: a batch of targets in one context by one contender. */
        default void step(int done, int all) {}
    }

    /** Measures, batch after batch. When it is cancelled, what it returns has the targets that all rows have measured. */
    public TargetLosses measure(List<Target> targets, Progress progress) {
        TargetLosses all = new TargetLosses();
        int batches = (targets.size() + batch - 1) / batch;
        int steps = batches * lineup.contenders().size() * contexts.size();
        int done = 0;
        for (int from = 0; from < targets.size(); from += batch) {
            List<Target> some = targets.subList(from, Math.min(targets.size(), from + batch));
            TargetLosses measured = new TargetLosses();
            for (Contender contender : lineup.contenders()) {
                for (int context : contexts) {
                    measure(contender, context, some, measured, progress);
                    if (progress.cancelled()) {
                        return all;
                    }
                    progress.step(++done, steps);
                }
            }
            all.add(some, measured);
        }
        return all;
    }

    private void measure(
            Contender contender, int context, List<Target> targets, TargetLosses into, ReadListener listener) {
        int tokens = Math.multiplyExact(context, lineup.model().config().segmentTokens());
        List<Optional<List<float[]>>> losses = contender.targetLosses(targets, tokens, listener);
        List<Row> rows = contender.rows();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            losses.get(i).ifPresent(measured -> {
                measured.forEach(values -> requireNumbers(row, values));
                into.put(row, context, measured);
            });
        }
    }

    static void requireNumbers(Row row, float[] losses) {
        for (float loss : losses) {
            if (!Float.isFinite(loss)) {
                throw new InputException("row " + row.key() + ": a loss is " + loss
                        + "; the weights are broken, or their format is too narrow (try --weights f32)");
            }
        }
    }
}
