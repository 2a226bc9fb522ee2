package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention with all query heads that a key head serves as rows of one matrix: no key is copied for them. On the CPU. Where
 * gradients are recorded the weights of all queries are kept, half of T^2 numbers a head.
 *
 * <p>A causal pass goes block by block of queries, each with the keys it can see: the engine's kernel computes with all keys,
 * and then masks half of them (docs/performance.md).
 */
final class GroupedAttention {

    /** Queries of a block. */
    private static final int BLOCK = 96;

    private static final ScalarTypeOptional SAME_FORMAT = Scope.own(new ScalarTypeOptional());

    private final DType products;
    private final long tokens;
    private final Tensor hidden; // (BLOCK, 1, T + BLOCK): T times 0, then a triangle of -infinity above the diagonal

    /**
     * Makes what a pass needs; it belongs to the current scope.
     *
     * @param tokens positions of the pass, T
     * @param products format the products are computed in, float32 or bfloat16
     */
    GroupedAttention(int tokens, DType products) {
        this.products = products;
        this.tokens = tokens;
        hidden = Tensors.zeros(products, ComputeDevice.CPU, BLOCK, tokens + (long) BLOCK);
        hidden.narrow(1, tokens, BLOCK)
                .fill_(new Scalar(Double.NEGATIVE_INFINITY))
                .triu_(1);
        hidden.unsqueeze_(1);
    }

    /** One position that sees all keys: (B, H, 1, K) with keys and values (B, G, S, K) to (B, H, 1, K). */
    static Tensor attendOne(Tensor query, Tensor keys, Tensor values, double scale) {
        long groups = keys.size(1);
        Tensor asking = query.reshape(query.size(0), groups, -1, query.size(3)); // (B, G, r, K): rows in place of heads
        return Ops.attention(asking, keys, values, null, false, scale)
                .reshape(query.size(0), query.size(1), 1, query.size(3));
    }

    /** Query t sees keys 0 to t: (B, H, T, K) with keys and values (B, G, T, K) to (B, H, T, K). */
    Tensor attendCausal(Tensor query, Tensor keys, Tensor values, double scale) {
        Tensor asking = Tensors.as(grouped(query, keys.size(1), scale), products); // (B G, T r, K)
        Tensor turned = Tensors.as(merged(keys), products).transpose(1, 2); // (B G, K, T)
        Tensor held = Tensors.as(merged(values), products); // (B G, T, K)
        long together = query.size(1) / keys.size(1); // r
        Tensor[] blocks = new Tensor[Math.toIntExact((tokens + BLOCK - 1) / BLOCK)];
        for (int block = 0; block < blocks.length; block++) {
            long first = (long) block * BLOCK;
            long rows = Math.min(BLOCK, tokens - first);
            Tensor scores =
                    torch.bmm(asking.narrow(1, first * together, rows * together), turned.narrow(2, 0, first + rows));
            Tensor weights = weights(hideLater(scores, rows, together));
            blocks[block] = torch.bmm(weights, held.narrow(1, 0, first + rows));
        }
        return ungrouped(Tensors.as(Tensors.cat(1, blocks), DType.of(query)), query);
    }

    /** Hides from each query of a block the keys behind it: scores (B G, rows r, S), whose last columns are the block's. */
    private Tensor hideLater(Tensor scores, long rows, long together) {
        long seen = scores.size(2);
        Tensor apart = scores.view(scores.size(0), rows, together, seen);
        if (GradMode.is_enabled()) { // writing into a part of it would cost the way back two copies
            return apart.add(hidden.narrow(0, 0, rows).narrow(2, tokens + rows - seen, seen))
                    .view(scores.shape());
        }
        apart.narrow(3, seen - rows, rows).add_(hidden.narrow(0, 0, rows).narrow(2, tokens, rows));
        return scores;
    }

    private static Tensor weights(Tensor scores) {
        return torch.softmax(scores, -1, SAME_FORMAT); // computed in float32 whatever the format
    }

    /** (B, H, T, K) to (B G, T r, K), scaled: the r query heads of a key head below each other, position by position. */
    private static Tensor grouped(Tensor query, long groups, double scale) {
        long batch = query.size(0);
        long tokens = query.size(2);
        long width = query.size(3);
        return Ops.scale(query, scale)
                .view(batch, groups, query.size(1) / groups, tokens, width)
                .transpose(2, 3)
                .reshape(batch * groups, -1, width);
    }

    /** (B G, T r, K) to (B, H, T, K), laid out as (B, T, H, K), which is what comes next. */
    private static Tensor ungrouped(Tensor mixed, Tensor query) {
        long batch = query.size(0);
        long heads = query.size(1);
        long tokens = query.size(2);
        return mixed.view(batch, mixed.size(0) / batch, tokens, -1, query.size(3))
                .transpose(1, 2)
                .reshape(batch, tokens, heads, query.size(3))
                .transpose(1, 2);
    }

    private static Tensor merged(Tensor heads) {
        return heads.flatten(0, 1);
    }
}
