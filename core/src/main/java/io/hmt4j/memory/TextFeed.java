package io.hmt4j.memory;

import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text, slice by slice, on their way into a memory: the text is never held whole. A text that the memory
 * holds in part, as its newest source of this name, is gone on with behind the tokens it has, whoever read them. Names of
 * special tokens that stand in it are text like any other. For one thread at a time.
 */
public final class TextFeed {

    private final Tokenizer tokenizer;
    private final DocumentMemory memory;
    private final Reader text;
    private final int sliceTokens;
    private final long known;
    private @Nullable StreamingEncoder encoder;
    private Source source;
    private int[] window = {};
    private int taken;
    private long tokensBefore;
    private long charactersBefore;

    /**
     * Prepares a text; nothing of it is read yet. It comes window by window, as it is encoded.
     *
     * @param name what the source is called in the memory
     * @param text the text from its beginning; not closed
     * @throws io.hmt4j.InputException if the model has no tokenizer
     */
    public TextFeed(HmtModel model, DocumentMemory memory, String name, Reader text) {
        this(model, memory, name, text, Integer.MAX_VALUE);
    }

    /** The same in slices of at most so many tokens, 1 and more. */
    public TextFeed(HmtModel model, DocumentMemory memory, String name, Reader text, int sliceTokens) {
        this.tokenizer = model.text().tokenizer();
        this.memory = memory;
        this.text = text;
        this.sliceTokens = sliceTokens;
        this.source = unfinished(memory, name);
        this.known = source.tokens();
    }

    /**
     * The next tokens, at least one, to be read into the memory, which has noted them as its source before they come: saved
     * while they are read, it holds them as pending. The first are what documents of the model begin with.
     *
     * @return nothing at the end of the text
     * @throws IOException if the text cannot be read further for now; nothing is lost, it may be asked for again
     */
    public Optional<int[]> next() throws IOException {
        while (taken == window.length) {
            if (!advance()) {
                return Optional.empty();
            }
        }
        int from = taken;
        taken = (int) Math.min(window.length, (long) from + sliceTokens);
        note(tokensBefore + taken, charactersOfTaken(), false);
        return Optional.of(Arrays.copyOfRange(window, from, taken));
    }

    /** Notes that the text is read to its end, whose tokens the memory has closed into segments as far as they make some. */
    public void complete() {
        note(tokensBefore + window.length, charactersTaken(), true);
    }

    /** The text as the memory has noted it. */
    public Source source() {
        return source;
    }

    /** Characters of the text that were taken in, in UTF-16 units. */
    public long charactersTaken() {
        return encoder == null ? 0 : encoder.charactersEncoded();
    }

    /** Goes on to the next window, behind what is known of it; false at the end of the text. */
    private boolean advance() throws IOException {
        StreamingEncoder open = encoder;
        if (open == null) {
            encoder = tokenizer.stream(text, SpecialTokens.AS_TEXT);
            window = tokenizer.documentStartIds();
        } else {
            long characters = open.charactersEncoded();
            int[] next = open.next();
            tokensBefore += window.length;
            charactersBefore = characters;
            window = next;
        }
        taken = (int) Math.max(0, Math.min(window.length, known - tokensBefore));
        return open == null || window.length > 0;
    }

    /** Up to the last token taken, by its share of the window. */
    private long charactersOfTaken() {
        return charactersBefore + (charactersTaken() - charactersBefore) * taken / window.length;
    }

    private void note(long tokens, long characters, boolean complete) {
        source = new Source(source.name(), tokens, characters, complete);
        memory.note(source);
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
