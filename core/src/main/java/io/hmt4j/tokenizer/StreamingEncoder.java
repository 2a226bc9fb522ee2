package io.hmt4j.tokenizer;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Encodes a document of any length while it is read, in constant memory (some 150 MB in the worst case, a long run
 * without a boundary; a few MB else).
 *
 * <p>The ids of all {@link #next} together are those that {@link Tokenizer#encode} gives for the whole text, however
 * the reader delivers it. The one exception: where a stretch of 262,144 characters has no place at which the text can
 * be cut safely (no single space between two words, no single line end between two lines, no Chinese punctuation), it
 * is cut between two characters, and the ids beside that cut may differ. The text they decode to is the same.
 *
 * <p>For one thread at a time. Does not close the reader, nor the tokenizer, which must stay open.
 */
public final class StreamingEncoder {

    /** How much text on each side of a cut is encoded to see that the cut changes nothing. */
    private static final int MOST_CONTEXT = 64;

    /** So many failing cuts in one window mean that the tokenizer has boundaries of another kind. */
    private static final int MOST_ATTEMPTS = 32;

    private final PieceEncoder encoder;
    private final Boundaries boundaries;
    private final Reader reader;
    private final Windows windows;
    private final int context;

    private final StringBuilder pending = new StringBuilder();
    private final char[] block = new char[1 << 13];
    private String before = "";
    private boolean atEnd;
    private long encoded;
    private long forcedCuts;

    StreamingEncoder(PieceEncoder encoder, Boundaries boundaries, Reader reader, Windows windows) {
        this.encoder = encoder;
        this.boundaries = boundaries;
        this.reader = reader;
        this.windows = windows;
        this.context = Math.min(MOST_CONTEXT, windows.usual() / 4);
    }

    /**
     * Encodes the next stretch of the document.
     *
     * @return its ids, at least one; an empty array at the end of the document
     * @throws IOException if the reader fails; what it delivered before is not lost
     */
    public int[] next() throws IOException {
        while (true) {
            int cut = fillAndFindCut();
            if (cut == 0) {
                return new int[0];
            }
            String piece = pending.substring(0, cut);
            int[] ids = encoder.encodePiece(before, piece);
            before = piece.substring(piece.offsetByCodePoints(cut, -1));
            pending.delete(0, cut);
            encoded += cut;
            if (ids.length > 0) {
                return ids;
            }
        }
    }

    /** How much of the document the ids given so far stand for, in UTF-16 units as {@link String#length} counts. */
    public long charactersEncoded() {
        return encoded;
    }

    /** How often the text was cut where it has no boundary. */
    public long forcedCuts() {
        return forcedCuts;
    }

    private int fillAndFindCut() throws IOException {
        int searched = 1;
        for (int window = windows.usual(); ; window = Math.min(2 * window, windows.most())) {
            fill(window);
            if (pending.length() < window) {
                return pending.length(); // the document's end
            }
            int last = window - context;
            int cut = lastCut(searched, last);
            if (cut > 0) {
                return cut;
            }
            if (window == windows.most()) {
                forcedCuts++;
                return forcedCut(last);
            }
            searched = last + 1;
        }
    }

    private void fill(int window) throws IOException {
        while (!atEnd && pending.length() < window) {
            int read = reader.read(block, 0, Math.min(block.length, window - pending.length()));
            atEnd = read < 0;
            pending.append(block, 0, Math.max(read, 0));
        }
    }

    /** The last place from {@code first} to {@code last} where the text can be cut, or 0. */
    private int lastCut(int first, int last) {
        int attempts = 0;
        for (int place = last; place >= first && attempts < MOST_ATTEMPTS; place--) {
            if (boundaries.isBoundary(pending, place)) {
                if (encodesApart(place)) {
                    return place;
                }
                attempts++;
            }
        }
        return 0;
    }

    /** Whether the text around the place has the same ids whole and cut. */
    private boolean encodesApart(int place) {
        String left = pending.substring(characterStart(Math.max(0, place - context)), place);
        String right = pending.substring(place, characterStart(Math.min(pending.length(), place + context)));
        int[] after = encoder.encodeAfter(left.substring(left.offsetByCodePoints(left.length(), -1)), right);
        int[] start = encoder.encode(left);
        int[] whole = encoder.encode(left + right);
        return after != null
                && whole.length == start.length + after.length
                && Arrays.equals(whole, 0, start.length, start, 0, start.length)
                && Arrays.equals(whole, start.length, whole.length, after, 0, after.length);
    }

    /** A place that is neither inside a character nor, as far as that can be had, beside an added token. */
    private int forcedCut(int last) {
        for (int place = last; place > last / 2; place--) {
            if (characterStart(place) == place && !boundaries.isNearAddedToken(pending, place)) {
                return place;
            }
        }
        return characterStart(last);
    }

    private int characterStart(int place) {
        boolean inside = place > 0
                && place < pending.length()
                && Character.isSurrogatePair(pending.charAt(place - 1), pending.charAt(place));
        return inside ? place - 1 : place;
    }
}
