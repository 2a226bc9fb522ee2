package io.hmt4j.train.recipe;

import io.hmt4j.memory.Mode;
import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a run. Each begins with the weights of the one before, and with a fresh optimizer.
 *
 * @param name its name in logs and folders: letters, digits, dots, dashes and underscores
 * @param mode the method: hmt, stage1 (no recall), rmt, baseline (no memory)
 * @param steps steps of the optimizer
 * @param texts where this stage's training documents come from; absent: where those of the whole run do ({@code data.train})
 * @param train what is trained and how fast
 * @param lora the LoRA that is added; absent: none is, the one of an earlier stage or of the start stays
 * @param segments segments of a document, level by level, each larger than the one before; a number for one level
 * @param curriculum when the next level comes
 * @param schedule the learning rates over the steps
 * @param optimizer AdamW
 * @param loss what is made small
 * @param bptt how far gradients flow back
 * @param validation validation while it trains
 */
public record Stage(
        String name,
        @Default("hmt") Mode mode,
        int steps,
        @Nullable List<TextSource> texts,
        TrainedGroups train,
        @Nullable LoraSettings lora,
        List<Integer> segments,
        CurriculumSettings curriculum,
        ScheduleSettings schedule,
        OptimizerSettings optimizer,
        LossSettings loss,
        BpttSettings bptt,
        ValidationSettings validation) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public Stage {
        segments = List.copyOf(segments);
        texts = texts == null ? null : List.copyOf(texts);
        if (!NAME.matcher(name).matches()) {
            throw Require.refused("name", "\"" + name + "\"", "letters, digits, dots, dashes and underscores");
        }
        Require.atLeast("steps", steps, 1);
        if (texts != null && texts.isEmpty()) {
            throw new RefusedKey("texts", "is empty; allowed: one source and more");
        }
        if (segments.isEmpty()) {
            throw Require.refused("segments", segments, "a number or a list of numbers");
        }
        Require.atLeast("segments", segments.get(0), 1);
        Require.ascending("segments", segments);
        StageChecks.check(mode, train, lora, segments, curriculum, schedule, loss, steps);
    }

    /** Segments of the longest documents. */
    public int mostSegments() {
        return segments.get(segments.size() - 1);
    }

    /** Segments of the documents it is validated with. */
    public int validationSegments() {
        Integer wanted = validation.segments();
        return wanted == null ? mostSegments() : wanted;
    }
}
