package io.hmt4j.data;

import io.hmt4j.InputException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The paper's set for sparse information: the documents of another source with n filler tokens after every n of their
 * own. Owns the other source.
 */
public final class DilatedSource extends CraftedSource {

    private final int stride;
    private final int[] filler;

    /**
     * Dilates a source.
     *
     * @param stride n; at least 1
     * @param filler tokens that are repeated to make n of them; at least one
     */
    public DilatedSource(DocumentSource source, int stride, int[] filler) {
        super(source);
        if (stride < 1) {
            throw new InputException("dilate is " + stride + "; allowed: 1 or more tokens");
        }
        if (filler.length == 0) {
            throw new InputException("the filler of dilate has no token; give a text that has one");
        }
        this.stride = stride;
        this.filler =
                IntStream.range(0, stride).map(i -> filler[i % filler.length]).toArray();
    }

    @Override
    public @Nullable Document next(int tokens) {
        Document plain = source().next(own(tokens));
        return plain == null ? null : dilated(plain);
    }

    /** Of so many tokens, how many are the document's own. */
    private int own(int tokens) {
        int rounds = tokens / 2 / stride;
        int rest = tokens - 2 * rounds * stride;
        return Math.max(1, rounds * stride + Math.min(rest, stride - 1));
    }

    private Document dilated(Document plain) {
        Assembly dilated = new Assembly();
        Assembly.Part own = dilated.part(Marks.of(plain));
        int length = plain.tokens().length;
        for (int from = 0; from < length; from += stride) {
            int to = Math.min(length, from + stride);
            own.add(from, Arrays.copyOfRange(plain.tokens(), from, to));
            if (to - from == stride) {
                dilated.append(filler);
            }
        }
        return dilated.finish(plain.id());
    }
}
