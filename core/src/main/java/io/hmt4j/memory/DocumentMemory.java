package io.hmt4j.memory;

import io.hmt4j.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a model remembers of a document: the bank of memories, the last tokens before the open segment, and the tokens of
 * the open segment itself. Its size does not depend on the length of the document.
 *
 * <p>Made by {@link HmtModel#newMemory}, filled by {@code read}, asked by {@code generate}. For one thread at a time. It
 * owns native memory until it is closed. {@link #copy} is cheap: copies share the bank until one of them reads on.
 */
public final class DocumentMemory implements AutoCloseable {

    private final String fingerprint;
    private final TokenBuffer pending = new TokenBuffer();
    private final List<Source> sources = new ArrayList<>();
    private MemoryBank bank;
    private int[] tail;
    private int[] newest = new int[0];
    private long segments;
    private long tokens;

    /** An empty memory of the model with this fingerprint. */
    DocumentMemory(String fingerprint) {
        this(fingerprint, MemoryBank.empty(), new int[0], 0, 0);
    }

    /** A memory with segments read; owns the bank. */
    DocumentMemory(String fingerprint, MemoryBank bank, int[] tail, long segments, long tokens) {
        this.fingerprint = fingerprint;
        this.bank = bank;
        this.tail = tail;
        this.segments = segments;
        this.tokens = tokens;
    }

    /** The identity of the model and memory parameters that made this; no other can read it. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Tokens given to {@code read} so far. */
    public long tokens() {
        return tokens;
    }

    /** Segments closed so far. */
    public long segments() {
        return segments;
    }

    /** Memories in the bank, at most N. */
    public int memories() {
        return bank.size();
    }

    /** Tokens of the open segment, which is closed when it is complete. */
    public int pendingTokens() {
        return pending.size();
    }

    /** The tokens of the open segment, oldest first; none where it has none yet. */
    public int[] openSegment() {
        return pending.copy();
    }

    /** Tokens of the segment closed last; none where this memory, just opened or copied, has closed none itself. */
    public int[] newestSegment() {
        return newest.clone();
    }

    /** Native bytes of the bank. */
    public long bankBytes() {
        return bank.isEmpty() ? 0 : bank.vectors().nbytes();
    }

    /** Native bytes it keeps: the memories of the bank and their recall keys. */
    public long nativeBytes() {
        return bank.bytes();
    }

    /** The texts that were read, in their order. */
    public List<Source> sources() {
        return List.copyOf(sources);
    }

    /** Notes a text as read; one of the same name that was not complete is replaced. */
    public void note(Source source) {
        int last = sources.size() - 1;
        if (last >= 0
                && sources.get(last).name().equals(source.name())
                && !sources.get(last).complete()) {
            sources.remove(last);
        }
        sources.add(source);
    }

    /** The same memory with a life of its own. */
    public DocumentMemory copy() {
        return withBank(bank.share());
    }

    /**
     * A copy that has the bank of another memory: the same last tokens, foreign memories. Tells what the long-term memory is
     * worth beyond the last tokens. The caller closes it.
     *
     * @param other a memory of the same model
     */
    public DocumentMemory withMemoriesOf(DocumentMemory other) {
        if (!fingerprint.equals(other.fingerprint)) {
            throw new IllegalArgumentException("memories of two models");
        }
        return withBank(other.bank.share());
    }

    /** A copy whose memory vectors are all zero, and so its memory prompts. The caller closes it. */
    public DocumentMemory withZeroMemories() {
        try (Scope scope = Scope.withoutGradient()) {
            return withBank(bank.zeroed());
        }
    }

    private DocumentMemory withBank(MemoryBank replaced) {
        DocumentMemory copy = new DocumentMemory(fingerprint, replaced, tail, segments, tokens);
        copy.pending.add(pending.copy());
        copy.sources.addAll(sources);
        return copy;
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        bank.close();
        bank = MemoryBank.empty();
    }

    MemoryBank bank() {
        return bank;
    }

    TokenBuffer pending() {
        return pending;
    }

    /** The last tokens before the open segment, oldest first. */
    int[] tail() {
        return tail;
    }

    /** Adds tokens behind the open segment. */
    void add(int[] added) {
        pending.add(added);
        tokens += added.length;
    }

    /** Takes over tokens that were pending when the memory was saved; they are counted already. */
    void restorePending(int[] saved) {
        pending.add(saved);
    }

    /**
     * Closes the open segment: its first tokens leave for the tail, its memory enters the bank.
     *
     * @param length own tokens of the segment
     * @param memory memory vectors m_k, (m, D); null in the baseline
     * @param key the memory's recall keys, (m, h); null without recall
     */
    void closeSegment(int length, @Nullable Tensor memory, @Nullable Tensor key, HmtConfig config) {
        newest = pending.take(length);
        tail = lastOf(tail, newest, config.tailTokens());
        segments++;
        if (memory != null) {
            MemoryBank old = bank;
            try (Scope scope = Scope.open()) {
                bank = old.append(memory, key, config.bankCapacity());
            }
            old.close();
        }
    }

    /** The last tokens of one row behind another. */
    static int[] lastOf(int[] first, int[] second, int count) {
        int total = Math.min(count, first.length + second.length);
        int fromSecond = Math.min(total, second.length);
        int fromFirst = total - fromSecond;
        int[] last = new int[total];
        System.arraycopy(first, first.length - fromFirst, last, 0, fromFirst);
        System.arraycopy(second, second.length - fromSecond, last, fromFirst, fromSecond);
        return last;
    }
}
