package io.hmt4j.backbone;

import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Keys and values of the positions a model has seen, written in place: room for all of them is made at the start.
 *
 * <p>For one thread at a time, without gradient. The cache owns its tensors until it is closed.
 */
public final class KeyValueCache implements AutoCloseable {

    private final Tensor[] keys; // per layer (B, G, capacity, K)
    private final Tensor[] values; // per layer (B, G, capacity, K)
    private final int capacity;
    private int length;

    /**
     * Makes room.
     *
     * @param layers number of layers
     * @param batch number of rows, B
     * @param heads key heads, G
     * @param capacity number of positions
     * @param headWidth width of a head, K
     */
    public KeyValueCache(
            int layers, int batch, int heads, int capacity, int headWidth, DType type, ComputeDevice device) {
        this.capacity = capacity;
        keys = new Tensor[layers];
        values = new Tensor[layers];
        try (Scope scope = Scope.withoutGradient()) {
            for (int layer = 0; layer < layers; layer++) {
                keys[layer] = Scope.own(Tensors.empty(type, device, batch, heads, capacity, headWidth));
                values[layer] = Scope.own(Tensors.empty(type, device, batch, heads, capacity, headWidth));
            }
        }
    }

    /** Positions held. */
    public int length() {
        return length;
    }

    /** Positions there is room for. */
    public int capacity() {
        return capacity;
    }

    /** Writes keys (B, G, T, K) of a layer behind those held and returns all of them, (B, G, length + T, K). */
    public Tensor appendKeys(int layer, Tensor added) {
        return append(keys[layer], added);
    }

    /** Writes values (B, G, T, K) of a layer behind those held and returns all of them, (B, G, length + T, K). */
    public Tensor appendValues(int layer, Tensor added) {
        return append(values[layer], added);
    }

    /** Counts T more positions as held, once all layers have appended theirs. */
    public void advance(int positions) {
        length += positions;
    }

    /** Forgets the positions from {@code length} on. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot truncate a cache of " + length + " positions to " + newLength);
        }
        length = newLength;
    }

    private Tensor append(Tensor all, Tensor added) {
        long positions = added.size(2);
        if (length + positions > capacity) {
            throw new IllegalStateException(
                    "key-value cache has room for " + capacity + " positions, not for " + (length + positions));
        }
        all.narrow(2, length, positions).copy_(added);
        return all.narrow(2, 0, length + positions);
    }

    @Override
    public void close() {
        for (int layer = 0; layer < keys.length; layer++) {
            Scope.free(keys[layer]);
            Scope.free(values[layer]);
        }
    }
}
