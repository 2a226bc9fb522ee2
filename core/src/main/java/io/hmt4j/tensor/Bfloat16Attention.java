package io.hmt4j.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Causal attention as two products and a softmax, some queries at a time, each with the keys it can see; for bfloat16 on
 * a processor with units for it, where the engine's own kernel takes 10 to 20 times as long. Gradients need the
 * probabilities, so they are kept: half of T^2 numbers a head.
 */
final class Bfloat16Attention {

    /** Rows of queries that are computed at once (docs/log.md). */
    private static final int BLOCK = 128;

    /** Above, the probabilities would take more memory than the rest of a layer. */
    private static final long MOST_POSITIONS = 2048;

    private Bfloat16Attention() {}

    /** Whether queries of this shape, (B, H, T, K), are few enough to keep their probabilities. */
    static boolean fits(Tensor query) {
        return query.size(2) <= MOST_POSITIONS;
    }

    /** As {@link Ops#attention} without a mask; T = S. */
    static Tensor causal(Tensor query, Tensor key, Tensor value, double scale) {
        long heads = key.size(0) * key.size(1); // B G
        long shared = query.size(1) / key.size(1); // H / G
        long tokens = query.size(2);
        long width = query.size(3);
        Tensor queries = query.reshape(heads, shared, tokens, width);
        Tensor keys = key.reshape(heads, tokens, width).transpose(1, 2); // (B G, K, T)
        Tensor values = value.reshape(heads, tokens, width);
        Tensor[] mixed = new Tensor[Math.toIntExact((tokens + BLOCK - 1) / BLOCK)];
        for (int block = 0; block < mixed.length; block++) {
            long first = (long) block * BLOCK;
            long rows = Math.min(BLOCK, tokens - first);
            long seen = first + rows;
            Tensor asked = queries.narrow(2, first, rows).reshape(heads, shared * rows, width);
            Tensor scores = torch.baddbmm(
                    later(query, shared, rows, seen),
                    asked,
                    keys.narrow(2, 0, seen),
                    new Scalar(1.0),
                    new Scalar(scale));
            Tensor probabilities = torch.softmax(scores, -1); // sums in float32
            mixed[block] = torch.bmm(probabilities, values.narrow(1, 0, seen)).view(heads, shared, rows, width);
        }
        return Tensors.cat(2, mixed).view(query.size(0), query.size(1), tokens, width);
    }

    /** What hides the future of the last so many positions: 0 or minus infinity, (1, H / G rows, seen). */
    private static Tensor later(Tensor like, long shared, long rows, long seen) {
        Tensor mask = like.new_full(new long[] {rows, seen}, new Scalar(Double.NEGATIVE_INFINITY))
                .triu(seen - rows + 1);
        return mask.expand(shared, rows, seen).reshape(1, shared * rows, seen);
    }
}
