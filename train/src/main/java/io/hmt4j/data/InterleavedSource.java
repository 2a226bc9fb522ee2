package io.hmt4j.data;

import io.hmt4j.InputException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The paper's set for topic switching: two documents of another source as one, taken in turns of n tokens; where one has
 * ended, the rest of the other follows. A last document without a partner comes alone. Owns the other source.
 *
 * <p>Two windows in a row are of two documents if the other source is shuffled, or its documents are no longer than half
 * of what is asked for.
 */
public final class InterleavedSource extends CraftedSource {

    private final int turn;

    /** Takes turns of so many tokens; at least 1. */
    public InterleavedSource(DocumentSource source, int turn) {
        super(source);
        if (turn < 1) {
            throw new InputException("interleave is " + turn + "; allowed: 1 or more tokens a turn");
        }
        this.turn = turn;
    }

    @Override
    public @Nullable Document next(int tokens) {
        Document first = source().next(tokens - tokens / 2);
        Document second = first == null || tokens < 2 ? null : source().next(tokens / 2);
        return first == null || second == null ? first : interleaved(first, second);
    }

    private Document interleaved(Document first, Document second) {
        Assembly both = new Assembly();
        Assembly.Part one = both.part(Marks.of(first));
        Assembly.Part other = both.part(Marks.of(second));
        int longest = Math.max(first.tokens().length, second.tokens().length);
        for (int from = 0; from < longest; from += turn) {
            add(one, first, from);
            add(other, second, from);
        }
        return both.finish(first.id() + " & " + second.id());
    }

    private void add(Assembly.Part part, Document document, int from) {
        int to = Math.min(document.tokens().length, from + turn);
        if (from < to) {
            part.add(from, Arrays.copyOfRange(document.tokens(), from, to));
        }
    }
}
