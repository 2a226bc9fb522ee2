package io.hmt4j.backbone;

import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.WeightFormat;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A decoder-only language model, taken apart where HMT needs to reach in: embeddings in, hidden states out.
 *
 * <p>It decouples the memory from the families of models. A backbone has no state of its own between calls: several
 * threads may run it at once. It owns its weights until it is closed; what its methods return belongs to the current
 * scope. Gradients flow through every method where the caller records them.
 */
public interface Backbone extends AutoCloseable {

    /** The facts of the architecture. */
    BackboneShape shape();

    /** Where the weights live. */
    ComputeDevice device();

    /** How the weights are held. */
    WeightFormat weightFormat();

    /**
     * Looks token ids up.
     *
     * @param ids token ids, int64, (B, T)
     * @return input embeddings, (B, T, D), of the same width and scale as memory vectors enter
     */
    Tensor embed(Tensor ids);

    /**
     * Runs all layers with causal attention. Rows of unequal length are padded on the right: no position looks ahead, so
     * the padding changes nothing before it.
     *
     * @param embeddings input embeddings, (B, T, D)
     * @param cache keys and values of the positions before, to be continued (positions start at its length, and it
     *     grows by T); null to start at position 0 and keep nothing
     * @return hidden states after the final norm, what the language-model head reads, (B, T, D)
     */
    default Tensor forward(Tensor embeddings, @Nullable KeyValueCache cache) {
        return forward(embeddings, cache, Math.toIntExact(embeddings.size(1)));
    }

    /**
     * As {@link #forward(Tensor, KeyValueCache)}, for a caller who reads the newest positions only: the last layer makes keys
     * and values for all, and everything else for those.
     *
     * @param newest how many positions at the end are read, from 1 to T
     * @return their hidden states, (B, newest, D), those of the whole pass up to rounding
     */
    Tensor forward(Tensor embeddings, @Nullable KeyValueCache cache, int newest);

    /**
     * Applies the language-model head.
     *
     * @param hidden hidden states after the final norm, (..., D)
     * @return logits, (..., V)
     */
    Tensor logits(Tensor hidden);

    /**
     * An empty key-value cache on the backbone's device. The caller closes it.
     *
     * @param batch number of rows, B
     * @param capacity number of positions there is room for
     */
    KeyValueCache newCache(int batch, int capacity);

    /**
     * All weights by the names transformers' causal language model gives them; a tied head appears once, under the name of
     * the embeddings. They are leaves without gradient until the caller asks for one. Writing into one never changes the
     * file it came from. Adapters are not among them.
     */
    Map<String, Tensor> parameters();

    /** The adapters beside the weights, for training; null where there are none, or they are merged. Closed with it. */
    @Nullable LoraAdapters adapters();

    @Override
    void close();
}
