package io.hmt4j.train.schedule;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.train.recipe.CurriculumSettings;
import java.util.List;
import java.util.Random;

/**
 * How many segments documents have: level by level, the next one by accuracy or by time, whichever is first. Which level a
 * step uses depends on seed, step and the level reached, not on what was drawn before, so a resumed run draws the same.
 */
public final class Curriculum {

    /** The accuracy a new level starts from lies so much below the one that opened it. */
    private static final double FALL = 0.1;

    private final List<Integer> segments;
    private final CurriculumSettings settings;
    private final long steps;
    private final long seed;
    private int level;
    private double accuracy = Double.NaN;

    /**
     * At the first level.
     *
     * @param segments segments of the levels, ascending
     * @param steps steps of the stage
     */
    public Curriculum(List<Integer> segments, CurriculumSettings settings, long steps, long seed) {
        this.segments = List.copyOf(segments);
        this.settings = settings;
        this.steps = steps;
        this.seed = seed;
    }

    /** Segments of the documents of a step: mostly of the level reached, at times of a lower one. */
    public int segments(long step) {
        Random random = new Random(seed * 1_000_003 + step);
        random.nextInt(); // the first draws of neighbouring seeds are alike
        boolean rehearses = level > 0 && random.nextDouble() < settings.rehearse();
        return segments.get(rehearses ? random.nextInt(level) : level);
    }

    /** Takes the answer accuracy of a step into the smoothed one. */
    public void observe(double stepAccuracy) {
        double kept = settings.accuracySmoothing();
        accuracy = Double.isNaN(accuracy) ? stepAccuracy : kept * accuracy + (1 - kept) * stepAccuracy;
    }

    /**
     * Goes on to the next level where it is time.
     *
     * @param step steps of the stage taken so far
     */
    public void advance(long step) {
        if (level + 1 >= segments.size()) {
            return;
        }
        Double wanted = settings.advanceAccuracy();
        boolean able = wanted != null && accuracy > wanted;
        boolean late =
                level < settings.latest().size() && step >= settings.latest().get(level) * steps;
        if (able || late) {
            level++;
            if (able && wanted != null) {
                accuracy = Math.min(accuracy, wanted - FALL);
            }
        }
    }

    /** The level reached, from 0. */
    public int level() {
        return level;
    }

    /** The smoothed answer accuracy; NaN before the first one. */
    public double accuracy() {
        return accuracy;
    }

    /** What {@link #restore} wants. */
    public ObjectNode state() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("level", level);
        return Double.isNaN(accuracy) ? json : json.put("accuracy", accuracy);
    }

    /** Goes on where another one stood. */
    public void restore(ObjectNode state) {
        level = Math.min(state.path("level").asInt(), segments.size() - 1);
        accuracy = accuracy(state);
    }

    /** The smoothed answer accuracy of a {@link #state()}; NaN before the first one. */
    public static double accuracy(ObjectNode state) {
        return state.path("accuracy").asDouble(Double.NaN);
    }
}
