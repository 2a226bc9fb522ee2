package io.hmt4j.tokenizer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes a piece of a text so that its ids are those it has in the whole text. */
@FunctionalInterface
interface PieceEncoder {

    /** Stands in front of a piece that was cut off where no boundary is: it joins with nothing. */
    String LINE_END = "\n";

    /** Encodes a text of its own, adding nothing. */
    int[] encode(String text);

    /**
     * The ids of a text that follows another one: without a prefix that the tokenizer gives to every text, such as
     * SentencePiece's space.
     *
     * @param before the last character before the text
     * @return null if the two texts do not encode apart
     */
    default int @Nullable [] encodeAfter(String before, String text) {
        int[] first = encode(before);
        int[] both = encode(before + text);
        boolean apart = both.length >= first.length && Arrays.equals(first, Arrays.copyOf(both, first.length));
        return apart ? Arrays.copyOfRange(both, first.length, both.length) : null;
    }

    /** The ids of a piece; {@code before} is the last character before it, empty at the start of the text. */
    default int[] encodePiece(String before, String piece) {
        if (before.isEmpty()) {
            return encode(piece);
        }
        int[] ids = encodeAfter(before, piece);
        if (ids == null) {
            ids = encodeAfter(LINE_END, piece);
        }
        return ids == null ? encode(piece) : ids;
    }
}
