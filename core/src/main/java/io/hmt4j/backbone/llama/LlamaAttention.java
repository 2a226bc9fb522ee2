package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.Linear;
import io.hmt4j.backbone.layer.Projection;
import io.hmt4j.backbone.layer.RmsNorm;
import io.hmt4j.backbone.llama.LlamaConfig.Heads;
import io.hmt4j.backbone.llama.LlamaConfig.LayerKind;
import io.hmt4j.backbone.rope.Rotation;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Grouped-query attention with rotary positions.
 *
 * @param layer number of the layer, for the cache
 * @param heads numbers and width of the heads
 * @param kind whether this layer rotates, and how far it sees
 * @param queryKeyValue the projections to query, key and value
 * @param queryNorm norm of each query head, or null
 * @param keyNorm norm of each key head, or null
 * @param output the projection back to D
 */
record LlamaAttention(
        int layer,
        Heads heads,
        LayerKind kind,
        Projection queryKeyValue,
        @Nullable RmsNorm queryNorm,
        @Nullable RmsNorm keyNorm,
        Linear output) {

    /** (B, T, D) to (B, Q, D), the Q positions that attention is asked for. */
    Tensor apply(Tensor input, Rotation rotation, CausalAttention attention, @Nullable KeyValueCache cache) {
        long batch = input.size(0);
        long tokens = input.size(1);
        Tensor[] projected = queryKeyValue.apply(input);
        Tensor asking = attention.asking(projected[0]); // (B, Q, H K)
        Tensor query = positioned(
                asking.view(batch, attention.tokens(), heads.query(), heads.width()),
                queryNorm,
                rotation.newest(attention.tokens()));
        Tensor key = positioned(projected[1].view(batch, tokens, heads.key(), heads.width()), keyNorm, rotation);
        Tensor value =
                projected[2].view(batch, tokens, heads.key(), heads.width()).transpose(1, 2); // (B, G, T, K)
        if (cache != null) {
            key = cache.appendKeys(layer, key); // (B, G, S, K)
            value = cache.appendValues(layer, value);
        }
        Tensor mixed = attention.attend(query, key, value, kind.window()); // (B, H, Q, K)
        return output.apply(mixed.transpose(1, 2).reshape(batch, attention.tokens(), heads.queryWidth()));
    }

    /** (B, T, heads, K) to (B, heads, T, K), normalised and rotated as this layer does. */
    private Tensor positioned(Tensor split, @Nullable RmsNorm norm, Rotation rotation) {
        Tensor normalised = norm == null ? split : norm.apply(split);
        return (kind.rotated() ? rotation.apply(normalised) : normalised).transpose(1, 2);
    }
}
