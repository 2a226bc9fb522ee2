package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.TensorSource;
import io.hmt4j.data.Document;
import io.hmt4j.data.DocumentSource;
import io.hmt4j.train.bptt.ExactBackward;
import io.hmt4j.train.bptt.Figures;
import io.hmt4j.train.bptt.Objective;
import io.hmt4j.train.bptt.TrainingBatch;
import io.hmt4j.train.optimizer.AdamW;
import io.hmt4j.train.optimizer.GradientNorm;
import io.hmt4j.train.recipe.OptimizerSettings;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.recipe.Stage;
import io.hmt4j.train.schedule.Curriculum;
import io.hmt4j.train.schedule.LearningRate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stage of a run, from its first step or from a checkpoint to its end. */
final class StageRun implements AutoCloseable {

    private final Recipe recipe;
    private final Stage stage;
    private final RunFolder folder;
    private final RunState state;
    private final TrainingLog log;
    private final TrainingListener listener;
    private final TrainingModel model;
    private final AdamW optimizer;
    private final ExactBackward backward;
    private final LearningRate learningRate;
    private final Curriculum curriculum;
    private final IdleWatch idleWatch;
    private final DocumentSource documents;
    private final Validation validation;

    /**
     * Opens a stage.
     *
     * @param from what it starts from, or its own checkpoint
     * @param state where it stands
     */
    StageRun(Recipe recipe, RunFolder folder, RunState state, Path from, TrainingLog log, TrainingListener listener) {
        this.recipe = recipe;
        this.stage = recipe.stages().get(state.stage());
        this.folder = folder;
        this.state = state;
        this.log = log;
        this.listener = listener;
        model = TrainingModel.open(recipe, stage, from);
        OptimizerSettings settings = stage.optimizer();
        optimizer = new AdamW(model.trained(), settings.betas(), settings.epsilon(), settings.weightDecay());
        backward = new ExactBackward(model.model(), model.products());
        learningRate = new LearningRate(stage.schedule(), stage.steps());
        curriculum = new Curriculum(stage.segments(), stage.curriculum(), stage.steps(), recipe.seed());
        idleWatch = new IdleWatch(stage, listener);
        TrainingTexts texts = new TrainingTexts(recipe, model.model(), listener::tokenized);
        DocumentSource opened = null;
        try {
            opened = texts.forTraining(stage);
            validation = new Validation(recipe, stage, model, texts);
            if (!state.data().isEmpty()) {
                opened.seek(state.data());
            }
            if (state.stageStep() > 0) {
                resume(from);
            }
        } catch (RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            optimizer.close();
            model.close();
            throw e;
        }
        documents = opened;
    }

    private void resume(Path checkpoint) {
        curriculum.restore(state.curriculum());
        try (TensorSource saved = RunFolder.optimizer(checkpoint)) {
            optimizer.restore(saved, state.stageStep() - state.idleSteps());
        }
    }

    /**
     * Trains to the end of the stage.
     *
     * @return the checkpoint it ended with
     */
    Path run() {
        listener.stageStarted(stage, state.stageStep());
        Path saved = null;
        while (!state.stageEnded()) {
            saved = null;
            TrainingStep taken = step();
            if (taken == null || state.stageStep() >= stage.steps()) {
                state.endStage();
            }
            if (taken != null) {
                log.stepped(taken);
                listener.stepped(taken);
            }
            validate(taken == null);
            boolean cancelled = listener.cancelled();
            if (state.stageEnded()
                    || cancelled
                    || state.step() % recipe.checkpoint().every() == 0) {
                saved = save();
            }
            if (cancelled) {
                break;
            }
        }
        return saved == null ? save() : saved;
    }

    /** One step; null where the data has ended. */
    private @Nullable TrainingStep step() {
        long start = System.nanoTime();
        int segments = curriculum.segments(state.stageStep());
        Objective objective = Objectives.of(stage, state.late());
        int parts = recipe.batch().accumulate();
        FigureMeans means = new FigureMeans();
        boolean taught = false;
        for (int part = 0; part < parts; part++) {
            List<Document> batch = next(segments);
            if (batch.isEmpty()) {
                requireBegun();
                return null;
            }
            idleWatch.read(batch);
            TrainingBatch cut = new TrainingBatch(batch, model.model().config());
            taught |= objective.isTaughtBy(cut);
            means.add(backward.run(cut, objective, 1.0 / parts, recipe.seed() + state.step() * parts + part));
        }
        Figures figures = means.mean();
        GradientNorm norm = GradientNorm.of(model.trained());
        requireHealthy(figures, norm);
        double multiple = learningRate.multiple(state.stageStep());
        if (taught) {
            optimizer.step(multiple, norm.clipping(stage.optimizer().clipNorm()));
            optimizer.clearGradients();
        }
        state.stepped(figures.tokens(), taught);
        idleWatch.stepped(taught);
        observe(figures);
        return new TrainingStep(
                stage.name(),
                state.step(),
                state.stageStep(),
                stage.steps(),
                segments,
                multiple,
                norm.total(),
                figures,
                (System.nanoTime() - start) * 1e-9);
    }

    private void requireBegun() {
        if (state.stageStep() == 0) {
            throw new InputException("data: all epochs were over before stage " + stage.name()
                    + " began; raise data.epochs, or leave it out for as many as the steps take");
        }
    }

    private void observe(Figures figures) {
        if (!Double.isNaN(figures.answerAccuracy())) {
            curriculum.observe(figures.answerAccuracy());
        }
        curriculum.advance(state.stageStep());
        Double wanted = stage.loss().recallLateAccuracy();
        if (wanted != null && curriculum.accuracy() > wanted) {
            state.becomeLate();
        }
    }

    private List<Document> next(int segments) {
        int tokens = Math.multiplyExact(segments, model.model().config().segmentTokens());
        List<Document> batch = new ArrayList<>();
        while (batch.size() < recipe.batch().documents()) {
            Document document = documents.next(tokens);
            if (document == null) {
                return batch;
            }
            if (document.tokens().length > 1) { // a packed rest of one token has nothing to predict
                batch.add(document);
            }
        }
        return batch;
    }

    private void requireHealthy(Figures figures, GradientNorm norm) {
        boolean exploded = norm.total() > stage.optimizer().stopNorm();
        if (!Double.isFinite(figures.loss()) || !norm.isFinite() || exploded) {
            String what = "the loss is " + figures.loss() + ", the norm of the gradients " + norm.total()
                    + " (largest: " + norm.largest() + ")"
                    + (exploded
                            ? ", above optimizer.stop_norm, "
                                    + stage.optimizer().stopNorm()
                            : "");
            throw new InputException("step " + (state.step() + 1) + " of stage " + stage.name() + ": " + what
                    + "; the last checkpoint is as it was. A lower learning rate, a longer warmup or a smaller clip_norm"
                    + " may help");
        }
    }

    private String lastStep() {
        return "step " + state.step() + " of stage " + stage.name();
    }

    private void validate(boolean dataEnded) {
        Integer every = stage.validation().every();
        boolean due = every != null && state.stageStep() % every == 0;
        if (validation.isEmpty() || !(due || state.stageEnded() || dataEnded)) {
            return;
        }
        model.setDropout(false);
        Figures figures = validation.measure();
        model.setDropout(true);
        boolean best = state.validated(figures.loss());
        log.validated(state.step(), figures);
        listener.validated(stage, state.step(), figures, best);
        if (best) {
            model.requireFinite(lastStep());
            AtomicFolder.replace(folder.best(), name -> true, model::write);
        }
        Integer patience = stage.validation().patience();
        if (patience != null && state.validationsWithoutBest() >= patience) {
            state.endStage();
        }
    }

    private Path save() {
        model.requireFinite(lastStep());
        state.note(curriculum.state(), documents.position());
        Path saved = folder.save(model, optimizer, state, recipe.checkpoint().keep());
        listener.saved(saved);
        return saved;
    }

    @Override
    public void close() {
        documents.close();
        optimizer.close();
        model.close();
    }
}
