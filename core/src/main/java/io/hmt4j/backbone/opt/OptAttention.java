package io.hmt4j.backbone.opt;

import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.Linear;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention without positions of its own.
 *
 * @param layer number of the layer, for the cache
 * @param heads number of heads, H
 * @param query projection to queries
 * @param key projection to keys
 * @param value projection to values
 * @param output projection back
 */
record OptAttention(int layer, int heads, Linear query, Linear key, Linear value, Linear output) {

    /** (B, T, D) to (B, Q, D), the Q positions that attention is asked for. */
    Tensor apply(Tensor input, CausalAttention attention, @Nullable KeyValueCache cache) {
        Tensor queries = split(query.apply(attention.asking(input)));
        Tensor keys = split(key.apply(input));
        Tensor values = split(value.apply(input));
        if (cache != null) {
            keys = cache.appendKeys(layer, keys); // (B, H, S, K)
            values = cache.appendValues(layer, values);
        }
        Tensor mixed = attention.attend(queries, keys, values, CausalAttention.UNLIMITED); // (B, H, Q, K)
        return output.apply(mixed.transpose(1, 2).reshape(input.size(0), attention.tokens(), input.size(2)));
    }

    /** (B, T, D) to (B, H, T, K). */
    private Tensor split(Tensor projected) {
        return projected
                .view(projected.size(0), projected.size(1), heads, projected.size(2) / heads)
                .transpose(1, 2);
    }
}
