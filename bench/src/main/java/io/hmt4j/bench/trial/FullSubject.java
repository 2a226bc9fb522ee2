package io.hmt4j.bench.trial;

import io.hmt4j.backbone.Backbone;

/** The bare backbone with full attention: keys and values of the whole text stay. */
final class FullSubject implements Subject {

    private final CachedDecoding decoding;

    /** @param positions tokens of text, prompt and answer together */
    FullSubject(Backbone backbone, int positions) {
        decoding = new CachedDecoding(backbone, positions);
    }

    @Override
    public void read(int[] ids) {
        decoding.read(ids);
    }

    @Override
    public void answer(int[] prompt, int tokens, Moments moments) {
        decoding.answer(prompt, tokens, moments);
    }

    @Override
    public void close() {
        decoding.close();
    }
}
