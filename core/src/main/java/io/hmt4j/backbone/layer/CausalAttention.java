package io.hmt4j.backbone.layer;

import io.hmt4j.tensor.Autocast;
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

    /** From how many positions on blocks of them pay (docs/performance.md). */
    private static final int MANY = 192;

    /** Up to how many positions the weights of blocks are kept for the way back; beyond, the engine computes them twice. */
    private static final int MOST_RECORDED = 2048;

    private final int past;
    private final int tokens;
    private final boolean cpu;
    private final @Nullable GroupedAttention blocks;
    private final Map<Integer, Tensor> masks = new HashMap<>();

    /**
     * Prepares a pass.
     *
     * @param past number of positions before
     * @param tokens number of new positions, T
     * @param windows the sliding windows of the layers, {@link #UNLIMITED} among them for those that have none
     * @param products the format that long passes without gradient, and all under {@link Autocast}, may compute their
     *     products in on the CPU, float32 or bfloat16
     */
    public CausalAttention(int past, int tokens, Set<Integer> windows, DType products, ComputeDevice device) {
        this.past = past;
        this.tokens = tokens;
        cpu = !device.cuda();
        blocks =
                cpu && past == 0 && (tokens >= MANY || Autocast.isOn()) ? new GroupedAttention(tokens, products) : null;
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

    /** Of at least T positions (B, _, D) the last T, (B, T, D): those that attention is asked for. */
    public Tensor asking(Tensor positions) {
        long before = positions.size(1) - tokens;
        return before == 0 ? positions : positions.narrow(1, before, tokens);
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
        boolean plain = cpu && (!GradMode.is_enabled() || isRecordedInBlocks()) && DType.of(query) != DType.FLOAT64;
        if (plain && causal && blocks != null) {
            return blocks.attendCausal(query, keys, values, scale);
        }
        if (plain && tokens == 1) {
            return GroupedAttention.attendOne(query, visibleKeys, visibleValues, scale);
        }
        return Ops.attention(query, visibleKeys, visibleValues, masks.get(window), causal, scale);
    }

    /** With gradient the engine's kernel for float32 is as fast; that for bfloat16 takes 10 to 20 times as long. */
    private boolean isRecordedInBlocks() {
        return Autocast.isOn() && tokens <= MOST_RECORDED;
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
