package io.hmt4j.backbone.opt;

import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.Activation;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.LayerNorm;
import io.hmt4j.backbone.layer.Linear;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer: attention and a feed-forward layer, each added to its input, with norms before or after.
 *
 * @param normFirst whether the norms come before
 * @param attentionNorm norm of attention
 * @param attention attention
 * @param feedForwardNorm norm of the feed-forward layer
 * @param up projection to F
 * @param activation of the feed-forward layer
 * @param down projection back
 */
record OptLayer(
        boolean normFirst,
        LayerNorm attentionNorm,
        OptAttention attention,
        LayerNorm feedForwardNorm,
        Linear up,
        Activation activation,
        Linear down) {

    /** (B, T, D) to (B, Q, D), the Q positions that attention is asked for. */
    Tensor apply(Tensor input, CausalAttention positions, @Nullable KeyValueCache cache) {
        Tensor asking = positions.asking(input);
        if (normFirst) {
            Tensor attended = asking.add(attention.apply(attentionNorm.apply(input), positions, cache));
            return attended.add(feedForward(feedForwardNorm.apply(attended)));
        }
        Tensor attended = attentionNorm.apply(asking.add(attention.apply(input, positions, cache)));
        return feedForwardNorm.apply(attended.add(feedForward(attended)));
    }

    private Tensor feedForward(Tensor input) {
        return down.apply(activation.apply(up.apply(input)));
    }
}
