package io.hmt4j.bench.trial;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The bare backbone with a window that moves by half of its tokens, so that a token sees half a window and more. */
final class WindowSubject implements Subject {

    private final Backbone backbone;
    private final int stride;
    private int[] window = new int[0];
    private int[] pending = new int[0];

    /** @param tokens tokens of a window, at least 2 */
    WindowSubject(Backbone backbone, int tokens) {
        this.backbone = backbone;
        this.stride = Math.max(1, tokens / 2);
    }

    @Override
    public void read(int[] ids) {
        pending = joined(pending, ids);
        while (pending.length >= stride) {
            window = joined(last(window, stride), Arrays.copyOf(pending, stride));
            pending = Arrays.copyOfRange(pending, stride, pending.length);
            try (Scope scope = Scope.withoutGradient()) {
                backbone.forward(backbone.embed(Tensors.ids(window, backbone.device())), null);
            }
        }
    }

    @Override
    public void answer(int[] prompt, int tokens, Moments moments) {
        int[] seen = joined(last(window, stride), pending);
        try (CachedDecoding decoding = new CachedDecoding(backbone, seen.length + prompt.length + tokens)) {
            decoding.read(seen);
            decoding.answer(prompt, tokens, moments);
        }
    }

    private static int[] last(int[] ids, int count) {
        return Arrays.copyOfRange(ids, Math.max(0, ids.length - count), ids.length);
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }

    @Override
    public void close() {
        // nothing of its own
    }
}
