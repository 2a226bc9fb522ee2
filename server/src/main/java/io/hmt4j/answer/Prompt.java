package io.hmt4j.answer;

import java.util.Arrays;

/**
 * What is read before an answer.
 *
 * @param text the whole of it
 * @param ids its tokens, with {@link #BORDER} where a segment is to end. Not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
record Prompt(String text, int[] ids) {

    /** Stands between tokens where the segment that is open is to be closed, however short it is. */
    static final int BORDER = -1;

    /** How many tokens it has. */
    int tokens() {
        return tokens(ids, ids.length);
    }

    /** How many tokens stand before a place. */
    static int tokens(int[] ids, int before) {
        return (int) Arrays.stream(ids, 0, before).filter(id -> id != BORDER).count();
    }

    /** The place of the next border from a place on; the end where there is none. */
    int nextBorder(int from) {
        int place = from;
        while (place < ids.length && ids[place] != BORDER) {
            place++;
        }
        return place;
    }
}
