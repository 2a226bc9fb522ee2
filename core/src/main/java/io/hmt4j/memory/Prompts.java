package io.hmt4j.memory;

import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Memory prompts of R rows, and for those that were recalled the weights. */
final class Prompts {

    private final @Nullable Tensor[] prompts;
    private final @Nullable Tensor[] weights;

    Prompts(int rows) {
        prompts = new Tensor[rows];
        weights = new Tensor[rows];
    }

    static Prompts none(int rows) {
        return new Prompts(rows);
    }

    void set(int row, Tensor prompt, @Nullable Tensor rowWeights) {
        prompts[row] = prompt;
        weights[row] = rowWeights;
    }

    /** The memory prompt p of a row, (m, D); null in the baseline. */
    @Nullable Tensor prompt(int row) {
        return prompts[row];
    }

    /** Recall weights over the row's bank, oldest first, (size); null where nothing was recalled. */
    @Nullable Tensor weights(int row) {
        return weights[row];
    }

    /** All prompts, (R, m, D), or null in the baseline. */
    @Nullable Tensor stacked() {
        if (Arrays.stream(prompts).anyMatch(prompt -> prompt == null)) {
            return null;
        }
        Tensor[] present = Arrays.stream(prompts).toArray(Tensor[]::new);
        return present.length == 1 ? present[0].unsqueeze(0) : Tensors.stack(0, present);
    }

    /** The prompts of some of the rows, in the order given. */
    Prompts rows(List<Integer> chosen) {
        Prompts some = new Prompts(chosen.size());
        for (int i = 0; i < chosen.size(); i++) {
            some.prompts[i] = prompts[chosen.get(i)];
            some.weights[i] = weights[chosen.get(i)];
        }
        return some;
    }
}
