package io.hmt4j.train.recipe;

import io.hmt4j.data.ReadingOrder;
import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.RefusedKey;
import io.hmt4j.train.recipe.yaml.Require;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read ({@code data}).
 *
 * @param train where the training documents come from, at least one source
 * @param validation where the documents to validate with come from
 * @param cache folder of the tokenized texts; absent: beside the data
 * @param shuffleBuffer documents of which the next is drawn, up to {@value ReadingOrder#MOST_OPEN}; 1 keeps the order of the files
 * @param packing whether documents are joined across their borders to fill a batch
 * @param epochs passes over the files, after which training ends; absent: as many as the steps take
 * @param minTokens documents of fewer tokens are left out, 2 and more
 * @param interleave topic switching: two documents are taken in turns of so many tokens; absent: off
 * @param dilate so many filler tokens follow after every so many tokens; absent: off
 */
public record Texts(
        List<TextSource> train,
        @Default("[]") List<TextSource> validation,
        @Nullable Path cache,
        @Default("1000") int shuffleBuffer,
        @Default("false") boolean packing,
        @Nullable Integer epochs,
        @Default("2") int minTokens,
        @Nullable Integer interleave,
        @Nullable Integer dilate) {

    public Texts {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        if (train.isEmpty()) {
            throw new RefusedKey("train", "is empty; allowed: one source and more");
        }
        if (shuffleBuffer < 1 || shuffleBuffer > ReadingOrder.MOST_OPEN) {
            throw Require.refused("shuffle_buffer", shuffleBuffer, "1 to " + ReadingOrder.MOST_OPEN);
        }
        Require.atLeast("epochs", epochs, 1);
        Require.atLeast("min_tokens", minTokens, 2);
        Require.atLeast("interleave", interleave, 1);
        Require.atLeast("dilate", dilate, 1);
    }
}
