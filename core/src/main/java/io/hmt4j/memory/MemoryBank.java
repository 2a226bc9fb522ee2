package io.hmt4j.memory;

import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The long-term memory of one document: the newest N memories, oldest first, with their recall keys.
 *
 * <p>A bank never changes; {@link #append} makes a new one. It owns its tensors until it is closed, in float32. Where the
 * caller records gradients, they flow through it.
 */
final class MemoryBank implements AutoCloseable {

    private final int size;
    private final @Nullable Tensor vectors; // (size, m, D), null when empty
    private final @Nullable Tensor keys; // (size, m, h), null when empty or without recall

    private MemoryBank(int size, @Nullable Tensor vectors, @Nullable Tensor keys) {
        this.size = size;
        this.vectors = vectors == null ? null : Scope.own(vectors);
        this.keys = keys == null ? null : Scope.own(keys);
    }

    static MemoryBank empty() {
        return new MemoryBank(0, null, null);
    }

    /** A bank of memories (size, m, D), oldest first, with their keys (size, m, h), or null in modes without recall. */
    static MemoryBank of(Tensor vectors, @Nullable Tensor keys) {
        return new MemoryBank(Math.toIntExact(vectors.size(0)), vectors, keys);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Native bytes of memories and keys. */
    long bytes() {
        return bytes(vectors) + bytes(keys);
    }

    /** The memories, oldest first, (size, m, D). Not for an empty bank. */
    Tensor vectors() {
        return present(vectors);
    }

    /** The keys M Wk, each projected once, when its memory was appended, (size, m, h). Not for an empty bank. */
    Tensor keys() {
        return present(keys);
    }

    /** The newest memory, (m, D). Not for an empty bank. */
    Tensor newest() {
        return present(vectors).select(0, size - 1);
    }

    /**
     * The bank with one memory more, without the oldest where there is no room.
     *
     * @param memory a memory, (m, D)
     * @param key its keys, (m, h); null in modes without recall
     * @param capacity memories to keep, N
     */
    MemoryBank append(Tensor memory, @Nullable Tensor key, int capacity) {
        return new MemoryBank(
                Math.min(size + 1, capacity),
                joined(vectors, memory, capacity),
                key == null ? null : joined(keys, key, capacity));
    }

    /** The bank as it was before its newest memory came, but for one that slid out. */
    MemoryBank withoutNewest() {
        if (size <= 1) {
            return empty();
        }
        return new MemoryBank(
                size - 1, present(vectors).narrow(0, 0, size - 1), keys == null ? null : keys.narrow(0, 0, size - 1));
    }

    /** As many memories, all zero. */
    MemoryBank zeroed() {
        return isEmpty()
                ? empty()
                : new MemoryBank(
                        size,
                        torch.zeros_like(present(vectors)),
                        keys == null ? null : torch.zeros_like(present(keys)));
    }

    /** The same bank with an owner of its own. */
    MemoryBank share() {
        return new MemoryBank(size, vectors, keys);
    }

    private static Tensor joined(@Nullable Tensor old, Tensor added, int capacity) {
        Tensor row = added.unsqueeze(0);
        if (old == null || capacity == 1) {
            return row.clone(); // a view would keep alive the hidden states it is a part of, of all rows
        }
        long surplus = Math.max(0, old.size(0) + 1 - capacity);
        return Tensors.cat(0, old.narrow(0, surplus, old.size(0) - surplus), row);
    }

    private static long bytes(@Nullable Tensor tensor) {
        return tensor == null ? 0 : tensor.nbytes();
    }

    private static Tensor present(@Nullable Tensor tensor) {
        if (tensor == null) {
            throw new IllegalStateException("the bank is empty");
        }
        return tensor;
    }

    @Override
    public void close() {
        Scope.free(vectors);
        Scope.free(keys);
    }
}
