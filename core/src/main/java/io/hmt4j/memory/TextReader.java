package io.hmt4j.memory;

import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * Reads texts into memories while they arrive: the text is never held whole, whatever its length. Names of special tokens
 * that stand in a text are text like any other. For one thread at a time.
 */
public final class TextReader {

    private final HmtModel model;
    private final Tokenizer tokenizer;
    private long charactersRead;

    /** A reader for a model. Throws {@link io.hmt4j.InputException} if the model has no tokenizer. */
    public TextReader(HmtModel model) {
        this.model = model;
        this.tokenizer = model.text().tokenizer();
    }

    /**
     * Reads a text to its end, or until the listener cancels. A text that the memory holds in part, as its newest source
     * of this name, is gone on with where it was left.
     *
     * @param name what the source is called in the memory
     * @param text the text from its beginning; not closed
     * @return the source as the memory has noted it, complete or not
     * @throws IOException if the text cannot be read further; the memory then holds what came before
     */
    public Source read(DocumentMemory memory, String name, Reader text, ReadListener listener) throws IOException {
        Source source = unfinished(memory, name);
        long known = source.characters();
        StreamingEncoder encoder = tokenizer.stream(text, SpecialTokens.AS_TEXT);
        // Where a reading goes on, this closes the segments that the stop left pending.
        int[] start = source.tokens() == 0 ? tokenizer.documentStartIds() : new int[0];
        source = give(memory, start, source, known, listener);
        while (!listener.cancelled()) {
            int[] ids = encoder.next();
            charactersRead = encoder.charactersEncoded();
            if (ids.length == 0) {
                source = new Source(name, source.tokens(), charactersRead, true);
                memory.note(source);
                return source;
            }
            if (charactersRead > known) {
                source = give(memory, ids, source, charactersRead, listener);
            }
        }
        return source;
    }

    /** Characters of the current text that were read, in UTF-16 units. */
    public long charactersRead() {
        return charactersRead;
    }

    /** The source is noted first: a memory that is saved while these tokens are read holds them as pending. */
    private Source give(DocumentMemory memory, int[] ids, Source before, long characters, ReadListener listener) {
        Source source = new Source(before.name(), before.tokens() + ids.length, characters, false);
        memory.note(source);
        model.read(List.of(memory), List.of(ids), listener);
        return source;
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
