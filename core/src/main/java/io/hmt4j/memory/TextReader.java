package io.hmt4j.memory;

import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads texts into memories while they arrive: the text is never held whole, whatever its length. Names of special tokens
 * that stand in a text are text like any other. For one thread at a time.
 */
public final class TextReader {

    private final HmtModel model;
    private final Tokenizer tokenizer;
    private final long sliceTokens;
    private final Consumer<DocumentMemory> sliceRead;
    private long charactersRead;

    /** A reader for a model. Throws {@link io.hmt4j.InputException} if the model has no tokenizer. */
    public TextReader(HmtModel model) {
        this(model, Integer.MAX_VALUE, memory -> {});
    }

    /**
     * A reader that gives a text to the memory in slices. Between two of them the memory has less than a segment pending, so
     * whoever takes a copy then need not read on first.
     *
     * @param sliceTokens tokens of a slice at most, 1 and more; rounded up to whole segments
     * @param sliceRead told when a slice is read and nothing was cancelled
     * @throws io.hmt4j.InputException if the model has no tokenizer
     */
    public TextReader(HmtModel model, int sliceTokens, Consumer<DocumentMemory> sliceRead) {
        long segment = model.config().segmentTokens();
        this.model = model;
        this.tokenizer = model.text().tokenizer();
        this.sliceTokens = (sliceTokens + segment - 1) / segment * segment;
        this.sliceRead = sliceRead;
    }

    /**
     * Reads a text to its end, or until the listener cancels. A text that the memory holds in part, as its newest source
     * of this name, is gone on with behind the tokens it has, whoever read them.
     *
     * @param name what the source is called in the memory
     * @param text the text from its beginning; not closed
     * @return the source as the memory has noted it, complete or not
     * @throws IOException if the text cannot be read further; the memory then holds what came before
     */
    public Source read(DocumentMemory memory, String name, Reader text, ReadListener listener) throws IOException {
        long known = unfinished(memory, name).tokens();
        model.read(List.of(memory), List.of(new int[0]), listener); // what a stop left pending
        StreamingEncoder encoder = tokenizer.stream(text, SpecialTokens.AS_TEXT);
        Stretch stretch = new Stretch(tokenizer.documentStartIds(), 0, 0, 0);
        do {
            if (!read(memory, name, stretch, known, listener)) {
                return unfinished(memory, name);
            }
            stretch = stretch.next(encoder.next(), encoder.charactersEncoded());
            charactersRead = encoder.charactersEncoded();
        } while (stretch.ids.length > 0);
        Source whole = new Source(name, stretch.tokensBefore, stretch.charactersAfter, true);
        memory.note(whole);
        return whole;
    }

    /** Characters of the current text that were read, in UTF-16 units. */
    public long charactersRead() {
        return charactersRead;
    }

    /** Some of a text's tokens, and where they stand in it. */
    private static final class Stretch {

        private final int[] ids;
        private final long tokensBefore;
        private final long charactersBefore;
        private final long charactersAfter;

        Stretch(int[] ids, long tokensBefore, long charactersBefore, long charactersAfter) {
            this.ids = ids;
            this.tokensBefore = tokensBefore;
            this.charactersBefore = charactersBefore;
            this.charactersAfter = charactersAfter;
        }

        Stretch next(int[] following, long charactersThen) {
            return new Stretch(following, tokensBefore + ids.length, charactersAfter, charactersThen);
        }

        /** The text as a source, read up to one of the stretch's tokens; its characters by their share. */
        Source upTo(int count, String name) {
            long characters = (charactersAfter - charactersBefore) * count / Math.max(1, ids.length);
            return new Source(name, tokensBefore + count, charactersBefore + characters, false);
        }
    }

    /** The source is noted first: a memory that is saved while these tokens are read holds them as pending. */
    private boolean read(DocumentMemory memory, String name, Stretch stretch, long known, ReadListener listener) {
        int from = (int) Math.max(0, Math.min(stretch.ids.length, known - stretch.tokensBefore));
        while (from < stretch.ids.length && !listener.cancelled()) {
            int to = (int) Math.min(stretch.ids.length, from + sliceTokens);
            memory.note(stretch.upTo(to, name));
            model.read(List.of(memory), List.of(Arrays.copyOfRange(stretch.ids, from, to)), listener);
            if (listener.cancelled()) {
                return false;
            }
            sliceRead.accept(memory);
            from = to;
        }
        return !listener.cancelled();
    }

    private static Source unfinished(DocumentMemory memory, String name) {
        List<Source> sources = memory.sources();
        if (!sources.isEmpty()) {
            Source last = sources.get(sources.size() - 1);
            if (last.name().equals(name) && !last.complete()) {
                return last;
            }
        }
        return new Source(name, 0, 0, false);
    }
}
