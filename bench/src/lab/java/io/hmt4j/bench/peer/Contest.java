package io.hmt4j.bench.peer;

import io.hmt4j.InputException;
import io.hmt4j.bench.run.ChildProcess;
import io.hmt4j.bench.trial.Bound;
import io.hmt4j.bench.trial.Method;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import io.hmt4j.bench.trial.TrialMain;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One race: llama.cpp and we, at the same length and threads.
 *
 * @param model the model's folder
 * @param gguf the same model for llama.cpp
 * @param length tokens that are read
 * @param threads threads
 * @param limitSeconds after which a process is stopped
 */
record Contest(Path model, Path gguf, int length, int threads, double limitSeconds) {

    private static final int ANSWER_TOKENS = 32;

    Optional<Entry> llamaCpp() {
        LlamaCppTask task = new LlamaCppTask(gguf.toString(), length, ANSWER_TOKENS, threads);
        return run("llama.cpp", LlamaCppMain.class, task, LlamaCppOutcome.class)
                .map(outcome -> new Entry(
                        outcome.tokensRead() / outcome.readSeconds(),
                        outcome.tokensRead() / outcome.readComputedSeconds(),
                        1 / outcome.tokenSeconds(),
                        1 / outcome.tokenComputedSeconds(),
                        outcome.peakBytes() / 1e6));
    }

    Optional<Entry> hmt(WeightFormat format) {
        Trial trial = new Trial(
                model.toString(), Method.HMT, format, length, ANSWER_TOKENS, 0, threads, null, 0, Bound.DEFAULT);
        return run(trial.name(), TrialMain.class, trial, Outcome.class).map(Contest::entry);
    }

    private static Entry entry(Outcome outcome) {
        Double token = outcome.tokenSeconds();
        Double computed = outcome.tokenComputedSeconds();
        return new Entry(
                outcome.readingSpeed(),
                outcome.tokensRead() / outcome.readComputedSeconds(),
                token == null ? Double.NaN : 1 / token,
                computed == null ? Double.NaN : 1 / computed,
                outcome.peakBytes() / 1e6);
    }

    private <R extends Record> Optional<R> run(String name, Class<?> main, Record task, Class<R> type) {
        try {
            return Optional.of(new ChildProcess(main, name, limitSeconds).run(task, type, () -> false));
        } catch (InputException failure) {
            System.err.println(failure.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The figures of one runner.
     *
     * @param reading tokens read a second
     * @param readingComputed the same a second of processor time
     * @param decoding tokens answered a second
     * @param decodingComputed the same a second of processor time
     * @param megabytes peak resident memory
     */
    record Entry(double reading, double readingComputed, double decoding, double decodingComputed, double megabytes) {}
}
