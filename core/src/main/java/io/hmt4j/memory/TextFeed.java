package io.hmt4j.memory;

import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text, window by window, on their way into a memory: the text is never held whole. A text that the memory
 * holds in part, as its newest source of this name, is gone on with where it was left. Names of special tokens that stand in
 * it are text like any other. For one thread at a time.
 */
public final class TextFeed {

    private final Tokenizer tokenizer;
    private final DocumentMemory memory;
    private final Reader text;
    private final long known;
    private @Nullable StreamingEncoder encoder;
    private Source source;

    /**
     * Prepares a text; nothing of it is read yet.
     *
     * @param name what the source is called in the memory
     * @param text the text from its beginning; not closed
     * @throws io.hmt4j.InputException if the model has no tokenizer
     */
    public TextFeed(HmtModel model, DocumentMemory memory, String name, Reader text) {
        this.tokenizer = model.text().tokenizer();
        this.memory = memory;
        this.text = text;
        this.source = unfinished(memory, name);
        this.known = source.characters();
    }

    /**
     * The next tokens, at least one, to be read into the memory, which has noted them as its source before they come: saved
     * while they are read, it holds them as pending. The first are what documents of the model begin with.
     *
     * @return nothing at the end of the text
     * @throws IOException if the text cannot be read further
     */
    public Optional<int[]> next() throws IOException {
        StreamingEncoder open = encoder;
        if (open == null) {
            open = tokenizer.stream(text, SpecialTokens.AS_TEXT);
            encoder = open;
            int[] start = source.tokens() == 0 ? tokenizer.documentStartIds() : new int[0];
            if (start.length > 0) {
                return Optional.of(noted(start, known));
            }
        }
        int[] ids = open.next();
        while (ids.length > 0 && open.charactersEncoded() <= known) {
            ids = open.next();
        }
        return ids.length == 0 ? Optional.empty() : Optional.of(noted(ids, open.charactersEncoded()));
    }

    /** Notes that the text is read to its end, whose tokens the memory has closed into segments as far as they make some. */
    public void complete() {
        source = new Source(source.name(), source.tokens(), charactersTaken(), true);
        memory.note(source);
    }

    /** The text as the memory has noted it. */
    public Source source() {
        return source;
    }

    /** Characters of the text that were taken in, in UTF-16 units. */
    public long charactersTaken() {
        return encoder == null ? 0 : encoder.charactersEncoded();
    }

    private int[] noted(int[] ids, long characters) {
        source = new Source(source.name(), source.tokens() + ids.length, characters, false);
        memory.note(source);
        return ids;
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
