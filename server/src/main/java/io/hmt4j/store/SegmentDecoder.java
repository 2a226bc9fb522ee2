package io.hmt4j.store;

import io.hmt4j.tokenizer.StreamingDecoder;
import io.hmt4j.tokenizer.Tokenizer;
import java.util.Arrays;

/**
 * The text of one segment out of a document. Where a border goes through a character, whose bytes are tokens of their own
 * then, the character belongs to the segment it begins in.
 */
final class SegmentDecoder {

    private static final char BROKEN = '\uFFFD';

    /** A character of four bytes has three behind its first. */
    private static final int MOST_MOVED = 3;

    private final Tokenizer tokenizer;

    SegmentDecoder(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Decodes a segment; {@code before} and {@code after} are those beside it, without tokens where there are none. */
    String decode(int[] before, int[] segment, int[] after) {
        int[] context = context(before);
        String best = decode(context, segment);
        for (int moved = 1; moved <= 2 * MOST_MOVED && broken(best) > 0; moved++) {
            for (int left = Math.max(0, moved - MOST_MOVED); left <= Math.min(moved, MOST_MOVED); left++) {
                String tried = decode(context, shifted(segment, after, left, moved - left));
                best = broken(tried) < broken(best) ? tried : best;
            }
        }
        return best;
    }

    /** The segment without its first tokens, and with the first ones after it; where there are none, without its last. */
    private static int[] shifted(int[] segment, int[] after, int left, int taken) {
        int from = Math.min(left, segment.length);
        int more = after.length == 0 ? -Math.min(taken, segment.length - from) : Math.min(taken, after.length);
        int[] shifted = Arrays.copyOfRange(segment, from, segment.length + more);
        for (int i = 0; i < more; i++) {
            shifted[segment.length - from + i] = after[i];
        }
        return shifted;
    }

    /** A token before the segment, so that it is not taken for the start of a text, whose first blank goes. */
    private int[] context(int[] before) {
        for (int i = before.length - 1; i >= 0; i--) {
            if (isWholeText(before[i])) {
                return new int[] {before[i]};
            }
        }
        return new int[0];
    }

    /** Whether a token is text, and none of it is held back for what may follow. */
    private boolean isWholeText(int id) {
        StreamingDecoder decoder = tokenizer.streamingDecoder(true);
        String text = decoder.next(id);
        boolean isHeldBack = !decoder.finish().isEmpty();
        int[] token = {id};
        boolean isSpecial = !tokenizer.decode(token, true).equals(tokenizer.decode(token, false));
        return !isHeldBack && !isSpecial && broken(text) == 0;
    }

    private String decode(int[] context, int[] ids) {
        StreamingDecoder decoder = tokenizer.streamingDecoder(true);
        StringBuilder text = new StringBuilder();
        for (int id : context) {
            decoder.next(id);
        }
        for (int id : ids) {
            text.append(decoder.next(id));
        }
        return text.append(decoder.finish()).toString();
    }

    private static long broken(String text) {
        return text.chars().filter(character -> character == BROKEN).count();
    }
}
