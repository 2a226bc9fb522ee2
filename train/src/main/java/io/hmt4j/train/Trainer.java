package io.hmt4j.train;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.ShardedWriter;
import io.hmt4j.checkpoint.TensorRecipe;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtFiles;
import io.hmt4j.memory.HmtParameters;
import io.hmt4j.tensor.Bfloat16Units;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Engine;
import io.hmt4j.train.recipe.Initialization;
import io.hmt4j.train.recipe.Precision;
import io.hmt4j.train.recipe.RecallInit;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.schedule.Curriculum;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Trains by a recipe: its stages one after the other, each from what the one before left. A run that is killed at any
 * moment goes on from its last checkpoint, and ends with the weights of one that was never stopped.
 */
public final class Trainer {

    private final Recipe recipe;
    private final RunFolder folder;
    private final TrainingListener listener;
    private final Predicate<ComputeDevice> multipliesBfloat16;

    /** Prepares a run; nothing is read or written yet. */
    public Trainer(Recipe recipe, TrainingListener listener) {
        this(recipe, listener, Bfloat16Units::on);
    }

    /** Prepares a run on a machine of which somebody else says whether a device has units for bfloat16. */
    Trainer(Recipe recipe, TrainingListener listener, Predicate<ComputeDevice> multipliesBfloat16) {
        this.recipe = recipe;
        this.multipliesBfloat16 = multipliesBfloat16;
        this.folder = new RunFolder(recipe.output());
        this.listener = listener;
    }

    /**
     * Trains from the beginning.
     *
     * @return the folder of the trained memory, ready for use; the last checkpoint where the listener ended the run
     * @throws InputException if the run's folder holds a run already, something in the recipe does not fit, or the loss
     *     is no number any more
     */
    public Path start() {
        requirePrecision();
        try (Closeable lock = folder.lock()) {
            folder.create(recipe);
            return run(new RunState(), startingPoint(0));
        } catch (IOException unlocking) {
            throw new UncheckedIOException(unlocking);
        }
    }

    /**
     * Goes on from the last checkpoint.
     *
     * @return as {@link #start}
     * @throws InputException if there is no run, or it has another recipe
     */
    public Path resume() {
        requirePrecision();
        try (Closeable lock = folder.lock()) {
            folder.requireSame(recipe);
            Path newest = folder.newest().orElse(null);
            return newest == null ? run(new RunState(), startingPoint(0)) : run(RunFolder.state(newest), newest);
        } catch (IOException unlocking) {
            throw new UncheckedIOException(unlocking);
        }
    }

    private void requirePrecision() {
        ComputeDevice device = ComputeDevice.parse(recipe.device());
        if (recipe.precision() == Precision.BFLOAT16 && !multipliesBfloat16.test(device)) {
            throw new InputException(
                    "precision is bfloat16, but " + device + " has no units for it (on the CPU: AVX-512 "
                            + "BF16 or AMX BF16; on a GPU: compute capability 8.0): it would be emulated, slower than float32; "
                            + "use precision: float32");
        }
    }

    private Path run(RunState state, Path start) {
        Integer threads = recipe.threads();
        if (threads != null) {
            Engine.setThreads(threads);
        }
        try (TrainingLog log = new TrainingLog(recipe, folder, state.step())) {
            Path from = start;
            while (true) {
                if (state.stageEnded() && isRejected(state)) {
                    from = drawAgain(state);
                } else if (state.stageEnded() && !isLast(state.stage())) {
                    from = leftBy(state.stage(), from);
                    state.nextStage(sameTexts(state.stage(), state.stage() + 1));
                }
                try (StageRun stage = new StageRun(recipe, folder, state, from, log, listener)) {
                    from = stage.run();
                }
                boolean rejected = state.stageEnded() && isRejected(state);
                if (state.stageEnded() && !rejected && isLast(state.stage())) {
                    folder.copyModel(endsWithBest(state.stage()) ? folder.best() : from, folder.end());
                    return folder.end();
                }
                if (!state.stageEnded() || listener.cancelled()) {
                    return from;
                }
            }
        }
    }

    /** Whether the first stage shows that the weights were drawn badly, and there are draws left. */
    private boolean isRejected(RunState state) {
        Initialization drawn = recipe.initialize();
        if (state.stage() > 0 || drawn == null || drawn.acceptAccuracy() == null || state.draw() + 1 >= drawn.draws()) {
            return false;
        }
        return accuracy(state) <= drawn.acceptAccuracy();
    }

    private double accuracy(RunState state) {
        double accuracy = Curriculum.accuracy(state.curriculum());
        if (Double.isNaN(accuracy)) {
            throw new InputException("initialize.accept_accuracy is there, but the texts of stage "
                    + recipe.stages().get(0).name() + " ask nothing");
        }
        return accuracy;
    }

    private Path drawAgain(RunState state) {
        double accuracy = accuracy(state);
        state.drawAgain();
        listener.drawnAgain(accuracy, state.draw());
        return startingPoint(state.draw());
    }

    private boolean isLast(int stage) {
        return stage + 1 == recipe.stages().size();
    }

    private boolean endsWithBest(int stage) {
        return recipe.stages().get(stage).validation().loadBestAtEnd();
    }

    /** What the next stage starts from. The best is copied once: the next stage writes a best of its own. */
    private Path leftBy(int stage, Path checkpoint) {
        if (!endsWithBest(stage)) {
            return checkpoint;
        }
        Path left = folder.left(stage);
        AtomicFolder.recover(left);
        if (Files.notExists(left)) {
            folder.copyModel(folder.best(), left);
        }
        return left;
    }

    private boolean sameTexts(int stage, int next) {
        return Objects.equals(
                recipe.stages().get(stage).texts(), recipe.stages().get(next).texts());
    }

    /** What the first stage starts from: the named folder, or a fresh memory and where they are to be drawn weights. */
    private Path startingPoint(int draw) {
        Path named = recipe.hmt();
        if (named != null) {
            return named;
        }
        ModelFolder model = ModelFolder.open(recipe.model());
        AtomicFolder.replace(folder.initial(), name -> true, beside -> writeInitial(model, draw, beside));
        return folder.initial();
    }

    private void writeInitial(ModelFolder model, int draw, Path target) {
        boolean drawn = recipe.initialize() != null;
        try (Backbone backbone = recipe.initialize() != null
                ? InitialWeights.draw(model, recipe.initialize(), recipe.backboneSeed(draw))
                : Backbones.load(model, LoadOptions.cpu())) {
            HmtConfig config = recipe.memory()
                    .over(
                            HmtConfig.defaultsFor(backbone.shape()),
                            recipe.stages().get(0).mode());
            try (HmtParameters parameters = HmtParameters.fresh(backbone, config, recipe.memorySeed(draw))) {
                if (recipe.memory().recallInit() == RecallInit.IDENTITY) {
                    parameters.setRecallToIdentity(recipe.memory().identityScale());
                }
                HmtFiles.writeInto(target, config, parameters);
            }
            if (drawn) {
                ShardedWriter.write(target, TensorRecipe.of(backbone.parameters()), ShardedWriter.SHARD_BYTES);
            }
        }
    }
}
