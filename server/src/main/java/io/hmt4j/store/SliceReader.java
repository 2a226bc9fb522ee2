package io.hmt4j.store;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.Source;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.StreamingEncoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a text into a memory slice by slice, and says when a slice is done: the memory then has less than a segment pending,
 * so whoever asks it meanwhile does not first have to read what {@link io.hmt4j.memory.TextReader} gives at once. What it
 * leaves is what that leaves. A text that is held in part is gone on with by counting its tokens again.
 */
final class SliceReader {

    private final HmtModel model;
    private final Tokenizer tokenizer;
    private final int sliceTokens;
    private final ReadListener listener;
    private final Consumer<DocumentMemory> sliceRead;

    /**
     * A reader.
     *
     * @param sliceTokens tokens of a slice; rounded up to whole segments
     * @param sliceRead told when a slice is read and nothing was cancelled
     */
    SliceReader(HmtModel model, int sliceTokens, ReadListener listener, Consumer<DocumentMemory> sliceRead) {
        int segment = model.config().segmentTokens();
        this.model = model;
        this.tokenizer = model.text().tokenizer();
        this.sliceTokens = (sliceTokens + segment - 1) / segment * segment;
        this.listener = listener;
        this.sliceRead = sliceRead;
    }

    /**
     * Reads a text to its end, or until the listener cancels.
     *
     * @param text the text from its beginning; not closed
     * @return whether it was read to its end
     * @throws IOException if the text cannot be read further; the memory then holds what came before
     */
    boolean read(DocumentMemory memory, String name, Reader text) throws IOException {
        long known = knownTokens(memory, name);
        model.read(List.of(memory), List.of(new int[0]), listener); // what a stop left pending
        StreamingEncoder encoder = tokenizer.stream(text, SpecialTokens.AS_TEXT);
        Piece piece = new Piece(tokenizer.documentStartIds(), 0, 0, 0);
        do {
            if (!read(memory, name, piece, known)) {
                return false;
            }
            piece = piece.next(encoder.next(), encoder.charactersEncoded());
        } while (piece.ids.length > 0);
        memory.note(new Source(name, piece.tokensBefore, piece.charactersAfter, true));
        return true;
    }

    /** Some of a text's tokens, and where they stand in it. */
    private static final class Piece {

        private final int[] ids;
        private final long tokensBefore;
        private final long charactersBefore;
        private final long charactersAfter;

        Piece(int[] ids, long tokensBefore, long charactersBefore, long charactersAfter) {
            this.ids = ids;
            this.tokensBefore = tokensBefore;
            this.charactersBefore = charactersBefore;
            this.charactersAfter = charactersAfter;
        }

        Piece next(int[] following, long charactersThen) {
            return new Piece(following, tokensBefore + ids.length, charactersAfter, charactersThen);
        }

        /** The text as a source, read up to one of the piece's tokens; its characters by their share. */
        Source upTo(int count, String name) {
            long characters = (charactersAfter - charactersBefore) * count / Math.max(1, ids.length);
            return new Source(name, tokensBefore + count, charactersBefore + characters, false);
        }
    }

    private boolean read(DocumentMemory memory, String name, Piece piece, long known) {
        int from = (int) Math.max(0, Math.min(piece.ids.length, known - piece.tokensBefore));
        while (from < piece.ids.length && !listener.cancelled()) {
            int to = Math.min(piece.ids.length, from + sliceTokens);
            memory.note(piece.upTo(to, name));
            model.read(List.of(memory), List.of(Arrays.copyOfRange(piece.ids, from, to)), listener);
            if (listener.cancelled()) {
                return false;
            }
            sliceRead.accept(memory);
            from = to;
        }
        return !listener.cancelled();
    }

    /** Tokens of the text that the memory holds, as its newest source. */
    private static long knownTokens(DocumentMemory memory, String name) {
        List<Source> sources = memory.sources();
        if (sources.isEmpty()) {
            return 0;
        }
        Source last = sources.get(sources.size() - 1);
        return last.complete() || !last.name().equals(name) ? 0 : last.tokens();
    }
}
