package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.Activation;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.Linear;
import io.hmt4j.backbone.layer.Projection;
import io.hmt4j.backbone.layer.RmsNorm;
import io.hmt4j.backbone.rope.Rotation;
import io.hmt4j.tensor.Ops;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer: attention and a gated feed-forward layer, each behind a norm and added to its input.
 *
 * @param attentionNorm norm before attention
 * @param attention attention
 * @param feedForwardNorm norm before the feed-forward layer
 * @param gateUp the projections to gate and up
 * @param activation of the gate
 * @param down the projection back to D
 */
record LlamaLayer(
        RmsNorm attentionNorm,
        LlamaAttention attention,
        RmsNorm feedForwardNorm,
        Projection gateUp,
        Activation activation,
        Linear down) {

    /** (B, T, D) to (B, Q, D), the Q positions that attention is asked for. */
    Tensor apply(Tensor input, Rotation rotation, CausalAttention positions, @Nullable KeyValueCache cache) {
        Tensor mixed = attention.apply(attentionNorm.apply(input), rotation, positions, cache);
        Tensor attended = Ops.addInto(mixed, positions.asking(input));
        return Ops.addInto(feedForward(feedForwardNorm.apply(attended)), attended);
    }

    private Tensor feedForward(Tensor input) {
        Tensor[] projected = gateUp.apply(input); // gate and up, (B, T, F) each
        return down.apply(Ops.multiplyInto(activation.apply(projected[0]), projected[1]));
    }
}
