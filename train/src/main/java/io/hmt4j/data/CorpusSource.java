package io.hmt4j.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import org.jspecify.annotations.Nullable;

/** The windows of a corpus in the order of {@link ReadingOrder}. Owns the corpus. */
public final class CorpusSource implements DocumentSource {

    private static final String CORPUS = "corpus";
    private static final String ORDER = "order";

    private final Corpus corpus;
    private final ReadingOrder order;
    private final int[] border;
    private final OpenStretches buffer;

    /**
     * A source at its beginning.
     *
     * @param border what stands between two documents that packing joins; empty where documents begin with a token that
     *     says so
     */
    public CorpusSource(Corpus corpus, ReadingOrder order, int[] border) {
        this.corpus = corpus;
        this.order = order;
        this.border = border.clone();
        this.buffer = new OpenStretches(corpus, order);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException if no document is as long as {@code minTokens}
     */
    @Override
    public @Nullable Document next(int tokens) {
        if (tokens < 1) {
            throw new IllegalArgumentException("a window of " + tokens + " tokens; at least 1");
        }
        if (!hasEpoch()) {
            return null;
        }
        if (!buffer.fill(tokens)) {
            requireDrawn();
            buffer.beginEpoch();
            if (!hasEpoch() || !buffer.fill(tokens)) {
                return null;
            }
        }
        return order.packing() ? packed(tokens) : window(buffer.take(tokens));
    }

    @Override
    public ObjectNode position() {
        return buffer.position().json().put(CORPUS, corpus.fingerprint()).put(ORDER, identity());
    }

    @Override
    public void seek(ObjectNode position) {
        require(position, CORPUS, corpus.fingerprint(), "the texts or the tokenizer have changed");
        require(position, ORDER, identity(), "the order of reading has changed");
        buffer.seek(CorpusPosition.read(position, corpus));
    }

    @Override
    public void close() {
        corpus.close();
    }

    /** An epoch that gave no window would be followed by others like it, for ever. */
    private void requireDrawn() {
        if (buffer.position().draws() == 0) {
            throw new InputException("no document has " + order.minTokens()
                    + " tokens, the shortest that is read; give a smaller minTokens, or packing");
        }
    }

    /** A run may go on for more epochs than it was begun for. */
    private String identity() {
        return order.withEpochs(0).toString();
    }

    private boolean hasEpoch() {
        return order.epochs() == 0 || buffer.epoch() < order.epochs();
    }

    private Document window(Stretch stretch) {
        Assembly window = new Assembly();
        add(window, stretch);
        return window.finish(name(stretch));
    }

    /** A window of several documents; shorter only at the end of an epoch. */
    private Document packed(int tokens) {
        Assembly window = new Assembly();
        Stretch first = null;
        while (window.length() < tokens && buffer.fill(tokens)) {
            Stretch next = buffer.take(tokens - window.length());
            first = first == null ? next : first;
            add(window, next);
            boolean ends = next.to() == corpus.length(next.document()) && !window.endsWith(border);
            if (ends && window.length() + border.length < tokens) {
                window.append(border);
            }
        }
        return window.finish(first == null ? "" : name(first));
    }

    private void add(Assembly window, Stretch stretch) {
        int[] ids = corpus.tokens(stretch.document(), stretch.from(), (int) stretch.length());
        window.part(corpus.marks(stretch.document())).add(stretch.from(), ids);
    }

    /** File and line; for a part of a document its tokens too. */
    private String name(Stretch stretch) {
        String name = corpus.name(stretch.document());
        boolean whole = stretch.length() == corpus.length(stretch.document());
        return whole ? name : name + "[" + stretch.from() + ":" + stretch.to() + "]";
    }

    private static void require(ObjectNode position, String key, String own, String why) {
        String found = position.path(key).asText();
        if (!found.equals(own)) {
            throw new InputException(
                    "position in the data: " + key + " is " + found + ", here it is " + own + "; " + why);
        }
    }
}
