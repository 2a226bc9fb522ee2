package io.hmt4j.bench.trial;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.generate.Sampler;
import io.hmt4j.generate.Sampling;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** The bare backbone behind a key-value cache: any text, then one token after the other. */
final class CachedDecoding implements AutoCloseable {

    /** Tokens of one pass: what bounds the memory of its intermediates. */
    static final int CHUNK = 512;

    private final Backbone backbone;
    private final KeyValueCache cache;

    /** @param capacity positions there will be at most */
    CachedDecoding(Backbone backbone, int capacity) {
        this.backbone = backbone;
        this.cache = backbone.newCache(1, capacity);
    }

    /** Runs ids, and keeps their keys and values alone. */
    void read(int[] ids) {
        for (int from = 0; from < ids.length; from += CHUNK) {
            int[] chunk = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + CHUNK));
            try (Scope scope = Scope.withoutGradient()) {
                run(chunk);
            }
        }
    }

    /** Answers as {@link Subject#answer} says. */
    void answer(int[] prompt, int tokens, Moments moments) {
        Sampler sampler = new Sampler(Sampling.GREEDY, 0);
        int[] ids = prompt;
        for (int i = 0; i < tokens; i++) {
            int next = sampler.next(logits(ids));
            moments.token();
            ids = new int[] {next};
        }
    }

    private float[] logits(int[] ids) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor last = run(ids).select(1, ids.length - 1L); // (1, D)
            return Tensors.toFloats(backbone.logits(last));
        }
    }

    private Tensor run(int[] ids) {
        return backbone.forward(backbone.embed(Tensors.ids(ids, backbone.device())), cache); // (1, T, D)
    }

    @Override
    public void close() {
        cache.close();
    }
}
