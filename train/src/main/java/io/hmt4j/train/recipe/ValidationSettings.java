package io.hmt4j.train.recipe;

import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import org.jspecify.annotations.Nullable;

/**
 * Validation while it trains ({@code validation} of a stage), on the documents of {@code data.validation}.
 *
 * @param every steps between two validations; absent: after the stage's last step only
 * @param documents documents that are read, the same each time
 * @param segments segments of each; absent: as many as the stage's last level has
 * @param patience validations in a row without a better loss after which the stage ends; absent: it never ends early
 * @param loadBestAtEnd whether the stage ends with the weights of its best validation; else with its last ones
 */
public record ValidationSettings(
        @Nullable Integer every,
        @Default("32") int documents,
        @Nullable Integer segments,
        @Nullable Integer patience,
        @Default("false") boolean loadBestAtEnd) {

    public ValidationSettings {
        Require.atLeast("every", every, 1);
        Require.atLeast("documents", documents, 1);
        Require.atLeast("segments", segments, 1);
        Require.atLeast("patience", patience, 1);
        if (patience != null && every == null) {
            throw new RefusedKey("patience", "needs every; name the steps between two validations");
        }
        if (loadBestAtEnd && every == null) {
            throw new RefusedKey("load_best_at_end", "needs every; name the steps between two validations");
        }
    }
}
