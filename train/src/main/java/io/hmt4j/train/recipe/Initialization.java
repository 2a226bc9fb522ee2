package io.hmt4j.train.recipe;

import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import org.jspecify.annotations.Nullable;

/**
 * Weights drawn instead of read. The model's folder then needs only {@code config.json} and a tokenizer.
 *
 * @param embeddingDeviation standard deviation of the embeddings, more than 0
 * @param finalNorm value of the final norm's weight, more than 0
 * @param residualScaled whether the projections that write into the residual stream (of attention and of the feed-forward
 *     network) are divided by sqrt(2 layers)
 * @param seed of the first draw; absent: the run's
 * @param acceptAccuracy smoothed answer accuracy ({@link CurriculumSettings}) above which the first stage is to end, between 0
 *     and 1; where it does not, weights and memory are drawn anew and the stage begins again. Absent: every draw is accepted
 * @param draws how many draws there are at most, 1 and more; the last one is accepted as it is
 */
public record Initialization(
        @Default("0.02") double embeddingDeviation,
        @Default("1.0") double finalNorm,
        @Default("true") boolean residualScaled,
        @Nullable Long seed,
        @Nullable Double acceptAccuracy,
        @Default("1") int draws) {

    public Initialization {
        Require.positive("embedding_deviation", embeddingDeviation);
        Require.positive("final_norm", finalNorm);
        Require.share("accept_accuracy", acceptAccuracy);
        Require.atLeast("draws", draws, 1);
        if (acceptAccuracy == null && draws > 1) {
            throw new RefusedKey("draws", "is " + draws + ", but without accept_accuracy the first one is accepted");
        }
    }
}
