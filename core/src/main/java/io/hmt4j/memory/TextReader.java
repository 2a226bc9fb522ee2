package io.hmt4j.memory;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts into memories while they arrive: the text is never held whole, whatever its length. Names of special tokens
 * that stand in a text are text like any other. For one thread at a time.
 */
public final class TextReader {

    private final HmtModel model;
    private @Nullable TextFeed current;

    /** A reader for a model. Throws {@link io.hmt4j.InputException} if the model has no tokenizer. */
    public TextReader(HmtModel model) {
        model.text();
        this.model = model;
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
        TextFeed feed = new TextFeed(model, memory, name, text);
        current = feed;
        model.read(List.of(memory), List.of(new int[0]), listener); // what a stop left pending
        while (!listener.cancelled()) {
            Optional<int[]> ids = feed.next();
            if (ids.isEmpty()) {
                feed.complete();
                break;
            }
            model.read(List.of(memory), List.of(ids.get()), listener);
        }
        return feed.source();
    }

    /** Characters of the current text that were read, in UTF-16 units. */
    public long charactersRead() {
        return current == null ? 0 : current.charactersTaken();
    }
}
