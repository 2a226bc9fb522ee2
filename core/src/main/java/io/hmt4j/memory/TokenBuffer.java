package io.hmt4j.memory;

import java.util.Arrays;

/** Tokens that wait for their segment to be complete: added behind, taken in front. */
final class TokenBuffer {

    private int[] tokens = new int[64];
    private int start;
    private int end;

    int size() {
        return end - start;
    }

    void add(int[] added) {
        makeRoomFor(added.length);
        System.arraycopy(added, 0, tokens, end, added.length);
        end += added.length;
    }

    /** The tokens from {@code from} to before {@code to}, counted from the first waiting one. */
    int[] copy(int from, int to) {
        if (from < 0 || to < from || to > size()) {
            throw new IndexOutOfBoundsException("tokens " + from + " to " + to + " of " + size());
        }
        return Arrays.copyOfRange(tokens, start + from, start + to);
    }

    int[] copy() {
        return copy(0, size());
    }

    /** Takes the first tokens out. */
    int[] take(int count) {
        int[] taken = copy(0, count);
        start += count;
        return taken;
    }

    private void makeRoomFor(int added) {
        if (end + added <= tokens.length) {
            return;
        }
        int size = size();
        long needed = (long) size + added;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("more than 2^31 tokens in one call; read them in several");
        }
        int[] larger =
                needed <= tokens.length ? tokens : new int[(int) Math.max(needed, Math.min(needed * 2, 1 << 20))];
        System.arraycopy(tokens, start, larger, 0, size);
        tokens = larger;
        start = 0;
        end = size;
    }
}
