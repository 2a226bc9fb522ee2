package io.hmt4j.memory;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The open end of a document as the backbone sees it while tokens are generated: a memory prompt, sensory tokens, and own
 * tokens, of which more come one by one. Their keys and values stay in a cache.
 *
 * <p>Owns the cache and the last hidden state until it is closed.
 */
final class SegmentView implements AutoCloseable {

    private final Backbone backbone;
    private final KeyValueCache cache;
    private @Nullable Tensor lastHidden; // (1, D)
    private int ownTokens;

    /**
     * Runs the tokens there are.
     *
     * @param input sensory tokens and own tokens, at least one own token
     * @param prompts the memory prompt of the one row
     * @param capacity own tokens there will be at most
     */
    SegmentView(Backbone backbone, HmtCell cell, SegmentInput input, Prompts prompts, int capacity) {
        this.backbone = backbone;
        Tensor prompt = prompts.prompt(0);
        int before = input.sensory().length + (prompt == null ? 0 : Math.toIntExact(prompt.size(0)));
        cache = backbone.newCache(1, before + capacity);
        try (Scope scope = Scope.withoutGradient()) {
            replaceHidden(cell.openPass(input, prompts, cache));
        } catch (RuntimeException | Error e) {
            cache.close();
            throw e;
        }
        ownTokens = input.own().length;
    }

    /** Own tokens seen. */
    int ownTokens() {
        return ownTokens;
    }

    /** Runs more own tokens behind those there are. */
    void append(int[] tokens) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor embeddings = backbone.embed(Tensors.ids(tokens, backbone.device()));
            replaceHidden(backbone.forward(embeddings, cache, 1).select(1, 0));
        }
        ownTokens += tokens.length;
    }

    /** Logits after the last own token, (1, V), of the current scope. */
    Tensor logits() {
        Tensor hidden = lastHidden;
        if (hidden == null) {
            throw new IllegalStateException("the view is closed");
        }
        return backbone.logits(hidden);
    }

    private void replaceHidden(Tensor hidden) {
        Tensor owned = Scope.own(hidden.clone());
        Scope.free(lastHidden);
        lastHidden = owned;
    }

    @Override
    public void close() {
        Scope.free(lastHidden);
        lastHidden = null;
        cache.close();
    }
}
