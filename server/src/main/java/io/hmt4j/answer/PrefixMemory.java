package io.hmt4j.answer;

import io.hmt4j.memory.DocumentMemory;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memories of what was read lately, found by the tokens they hold: a prompt that begins with those need not be read from
 * its start. Within its budget of bytes; what was not asked for longest leaves first. Between tokens may stand
 * {@link Prompt#BORDER}: what was read with other borders is another memory.
 *
 * <p>Owns the memories it holds, which are copies, until it is closed. Safe for all threads.
 */
final class PrefixMemory implements AutoCloseable {

    /** What an entry takes beside its vectors, tokens and text, in bytes; rather too much. */
    private static final long ENTRY_BYTES = 2048;

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long budget;
    private long bytes;
    private boolean closed;

    PrefixMemory(long budget) {
        this.budget = budget;
    }

    /**
     * A beginning of a prompt.
     *
     * @param length how many of its tokens and borders the memory holds
     * @param memory a copy, which the caller closes
     */
    record Known(int length, DocumentMemory memory) {}

    /**
     * A conversation up to an answer given here.
     *
     * @param length its characters
     * @param ids its tokens, those of the answers as they were generated
     */
    @SuppressWarnings("ArrayRecordComponent") // a value that travels, never compared
    record Transcript(int length, int[] ids) {}

    /** The longest beginning of these tokens that is known; null for none. */
    synchronized @Nullable Known longest(String memoryKey, int[] ids) {
        Key longest = null;
        for (Key key : entries.keySet()) {
            if ((longest == null || key.ids.length > longest.ids.length) && key.begins(memoryKey, ids)) {
                longest = key;
            }
        }
        Entry entry = longest == null ? null : entries.get(longest); // get: it was asked for
        return entry == null || longest == null ? null : new Known(longest.ids.length, entry.memory.copy());
    }

    /** The longest conversation with answers given here that this text begins with; null for none. */
    synchronized @Nullable Transcript transcript(String memoryKey, String text) {
        Transcript longest = null;
        for (Map.Entry<Key, Entry> entry : entries.entrySet()) {
            String known = entry.getValue().transcript;
            if (known != null
                    && (longest == null || known.length() > longest.length)
                    && entry.getKey().memoryKey.equals(memoryKey)
                    && text.startsWith(known)) {
                longest = new Transcript(known.length(), entry.getKey().ids);
            }
        }
        return longest;
    }

    /**
     * Holds a copy of a memory, in place of one that holds the same tokens.
     *
     * @param ids tokens and borders it has read beyond the stored memory; not changed by anybody
     * @param transcript a text that stands for them where they end with an answer given here, else null
     */
    synchronized void remember(String memoryKey, int[] ids, @Nullable String transcript, DocumentMemory memory) {
        long size = size(ids, transcript, memory);
        if (closed || ids.length == 0 || size > budget) {
            return;
        }
        Key key = new Key(memoryKey, ids);
        forget(entries.remove(key));
        entries.put(key, new Entry(memory.copy(), transcript, size));
        bytes += size;
        Iterator<Entry> eldestFirst = entries.values().iterator();
        while (bytes > budget) {
            Entry eldest = eldestFirst.next();
            eldestFirst.remove();
            forget(eldest);
        }
    }

    /** Gives up what is known of a stored memory that is gone or another now, in all its states. */
    synchronized void forget(String memoryKeyStart) {
        Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Entry> next = all.next();
            if (next.getKey().memoryKey.startsWith(memoryKeyStart)) {
                all.remove();
                forget(next.getValue());
            }
        }
    }

    /** Prefixes held. */
    synchronized int size() {
        return entries.size();
    }

    /** Bytes they take: vectors and keys of the banks, tokens, texts. Banks that entries share count for each. */
    synchronized long bytes() {
        return bytes;
    }

    @Override
    public synchronized void close() {
        closed = true;
        entries.values().forEach(entry -> entry.memory.close());
        entries.clear();
        bytes = 0;
    }

    private static long size(int[] ids, @Nullable String transcript, DocumentMemory memory) {
        long tokens = (long) Integer.BYTES * (ids.length + memory.pendingTokens());
        long text = transcript == null ? 0 : (long) Character.BYTES * transcript.length();
        return ENTRY_BYTES + memory.nativeBytes() + tokens + text;
    }

    private void forget(@Nullable Entry entry) {
        if (entry != null) {
            bytes -= entry.size;
            entry.memory.close();
        }
    }

    private record Entry(DocumentMemory memory, @Nullable String transcript, long size) {}

    /** Tokens read behind a stored memory. */
    private static final class Key {

        private final String memoryKey;
        private final int[] ids;
        private final int hash;

        Key(String memoryKey, int[] ids) {
            this.memoryKey = memoryKey;
            this.ids = ids;
            this.hash = 31 * memoryKey.hashCode() + Arrays.hashCode(ids);
        }

        /** Whether the tokens begin with these. The last is compared first: most others differ there. */
        boolean begins(String otherKey, int[] other) {
            int last = ids.length - 1;
            return last < other.length
                    && ids[last] == other[last]
                    && memoryKey.equals(otherKey)
                    && Arrays.equals(ids, 0, last, other, 0, last);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && memoryKey.equals(that.memoryKey) && Arrays.equals(ids, that.ids);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
