package io.hmt4j.train;

import io.hmt4j.train.bptt.Figures;
import io.hmt4j.train.recipe.Stage;
import java.nio.file.Path;

/** Hears how a run goes on, and may end it. Called on the thread that trains. */
public interface TrainingListener {

    /** Hears nothing, never ends the run. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Texts are being tokenized, once; see {@link io.hmt4j.data.TokenizingListener}. */
    default void tokenized(String file, long documents, long tokens) {}

    /** A stage begins or goes on. */
    default void stageStarted(Stage stage, long step) {}

    /**
     * The first stage ended with less than {@code initialize.accept_accuracy}: it begins again with weights drawn anew.
     *
     * @param accuracy what it ended with
     * @param draw number of the draw that follows, from 0
     */
    default void drawnAgain(double accuracy, int draw) {}

    /** Something in the recipe has no effect on these texts; one line without an end. */
    default void remarked(String remark) {}

    /** A step was taken. */
    default void stepped(TrainingStep step) {}

    /** The validation documents were read. */
    default void validated(Stage stage, long step, Figures figures, boolean best) {}

    /** A checkpoint is on the disk. */
    default void saved(Path checkpoint) {}

    /** Whether to save and end after this step. */
    default boolean cancelled() {
        return false;
    }
}
