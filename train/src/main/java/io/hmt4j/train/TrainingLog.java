package io.hmt4j.train;

import io.hmt4j.tensor.Engine;
import io.hmt4j.train.bptt.Figures;
import io.hmt4j.train.log.RunLog;
import io.hmt4j.train.log.Throughput;
import io.hmt4j.train.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the figures of steps and validations to the files of a run. */
final class TrainingLog implements AutoCloseable {

    private final RunLog log;
    private final int every;
    private final Throughput throughput = new Throughput();

    /**
     * Opens the log.
     *
     * @param step the last step of the checkpoint that the run goes on from
     */
    TrainingLog(Recipe recipe, RunFolder folder, long step) {
        log = RunLog.open(folder.logs(), recipe.log().tensorboard(), step);
        every = recipe.log().every();
    }

    void stepped(TrainingStep step) {
        throughput.step(step.figures().tokens(), step.seconds());
        if (step.step() % every != 0) {
            return;
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("train/loss", step.figures().loss());
        add(figures, "train/", step.figures());
        figures.put("train/gradient_norm", step.gradientNorm());
        figures.put("train/learning_rate", step.learningRate());
        figures.put("train/segments", (double) step.segments());
        figures.put("speed/tokens_per_second", throughput.tokensPerSecond());
        figures.put("memory/resident_bytes", (double) Engine.residentBytes());
        figures.put("memory/peak_resident_bytes", (double) Engine.peakResidentBytes());
        log.write(step.step(), figures);
    }

    void validated(long step, Figures measured) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("validation/objective", measured.loss());
        add(figures, "validation/", measured);
        figures.put("validation/perplexity", Math.exp(measured.tokenLoss()));
        log.write(step, figures);
    }

    private static void add(Map<String, Double> figures, String group, Figures measured) {
        figures.put(group + "token_loss", measured.tokenLoss());
        addDefined(figures, group + "answer_loss", measured.answerLoss());
        addDefined(figures, group + "answer_accuracy", measured.answerAccuracy());
        addDefined(figures, group + "recall_loss", measured.recallLoss());
        addDefined(figures, group + "recall_accuracy", measured.recallAccuracy());
    }

    private static void addDefined(Map<String, Double> figures, String name, double value) {
        if (!Double.isNaN(value)) {
            figures.put(name, value);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
