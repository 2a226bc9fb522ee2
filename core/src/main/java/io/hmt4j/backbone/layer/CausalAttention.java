package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Tensors;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Causal attention of one forward pass: T new positions behind those of the cache, each sees itself and what came
 * before, or the last {@code window} positions where a layer has a sliding window.
 *
 * <p>The masks of all layers are made once, and belong to the scope that is current then.
 */
public final class CausalAttention {

    /** The window of a layer that sees everything. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final int past;
    private final int tokens;
    /** Rows of queries that are computed at once, and from how many on that pays (docs/log.md). */
    private static final int BLOCK = 64;

    private static final int MANY = 3 * BLOCK;

    private final @Nullable Tensor corner;
    private final Map<Integer, Tensor> masks = new HashMap<>();

    /**
     * Prepares a pass.
     *
     * @param past number of positions before
     * @param tokens number of new positions, T
     * @param windows the sliding windows of the layers, {@link #UNLIMITED} among them for those that have none
     */
    public CausalAttention(int past, int tokens, Set<Integer> windows, ComputeDevice device) {
        this.past = past;
        this.tokens = tokens;
        corner = past == 0 && tokens >= MANY && !device.cuda() ? corner(tokens) : null;
        for (int window : windows) {
            Tensor mask = mask(window, device);
            if (mask != null) {
                masks.put(window, mask);
            }
        }
    }

    /** Number of positions before. */
    public int past() {
        return past;
    }

    /** Number of new positions, T. */
    public int tokens() {
        return tokens;
    }

    /**
     * Scaled dot-product attention with scores divided by sqrt(K).
     *
     * @param query (B, H, T, K)
     * @param keys of all positions, (B, G, S, K)
     * @param values of all positions, (B, G, S, K)
     * @param window positions a query sees, itself included
     * @return (B, H, T, K)
     */
    public Tensor attend(Tensor query, Tensor keys, Tensor values, int window) {
        double scale = 1 / Math.sqrt((double) query.size(3));
        int first = firstVisible(window);
        int held = past + tokens - first;
        Tensor visibleKeys = first == 0 ? keys : keys.narrow(2, first, held);
        Tensor visibleValues = first == 0 ? values : values.narrow(2, first, held);
        boolean causal = tokens > 1 && isPlainCausal(window);
        if (causal && corner != null && !GradMode.is_enabled() && DType.of(query) != DType.FLOAT64) {
            return attendInBlocks(query, keys, values, corner, scale);
        }
        return Ops.attention(query, visibleKeys, visibleValues, masks.get(window), causal, scale);
    }

    /**
     * Some queries at a time, each with the keys it can see: the engine's kernel computes with all keys, and then masks half
     * of them.
     */
    private Tensor attendInBlocks(Tensor query, Tensor keys, Tensor values, Tensor corner, double scale) {
        Tensor[] blocks = new Tensor[(tokens + BLOCK - 1) / BLOCK];
        for (int block = 0; block < blocks.length; block++) {
            int first = block * BLOCK;
            int rows = Math.min(BLOCK, tokens - first);
            int seen = first + rows;
            Tensor mask = corner.narrow(0, 0, rows).narrow(1, tokens - first, seen); // (rows, seen)
            Tensor mixed = Ops.attention(
                    query.narrow(2, first, rows),
                    keys.narrow(2, 0, seen),
                    values.narrow(2, 0, seen),
                    mask,
                    false,
                    scale);
            blocks[block] = mixed.transpose(1, 2); // (B, rows, H, K), as the kernel wrote it
        }
        return Tensors.cat(1, blocks).transpose(1, 2);
    }

    /** What is added to the scores of a block: 0 for all columns before it, then a triangle. (BLOCK, T + BLOCK). */
    private static Tensor corner(int tokens) {
        Tensor scores = Tensors.zeros(DType.FLOAT32, ComputeDevice.CPU, BLOCK, tokens + (long) BLOCK);
        scores.narrow(1, tokens, BLOCK)
                .fill_(new Scalar(Double.NEGATIVE_INFINITY))
                .triu_(1);
        return scores;
    }

    /** The first position that any of the new ones sees. */
    private int firstVisible(int window) {
        return Math.max(0, past + 1 - window);
    }

    private boolean isPlainCausal(int window) {
        return past == 0 && tokens <= window;
    }

    /** True where a query (row) may look at a key (column): (T, S); null where none is needed. */
    private @Nullable Tensor mask(int window, ComputeDevice device) {
        if (tokens == 1 || isPlainCausal(window)) {
            return null;
        }
        int first = firstVisible(window);
        Tensor rows = Tensors.range(tokens, device).add(new Scalar((long) past)).unsqueeze(1); // (T, 1)
        Tensor columns = Tensors.range(past + tokens - first, device).add(new Scalar((long) first)); // (S)
        Tensor visible = columns.le(rows); // (T, S)
        return window == UNLIMITED ? visible : visible.bitwise_and(columns.gt(rows.sub(new Scalar((long) window))));
    }
}
