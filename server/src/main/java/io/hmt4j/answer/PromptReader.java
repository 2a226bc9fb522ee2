package io.hmt4j.answer;

import io.hmt4j.answer.PrefixMemory.Known;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one prompt, in slices of a segment, from where the prefix memory knows it. What was read is remembered twice: at
 * the prompt's last border between segments, where prompts meet that differ at their ends, and at its end. A reading that
 * is cancelled is remembered as far as it came.
 */
final class PromptReader {

    private final HmtModel model;
    private final PrefixMemory prefixes;
    private final AnswerRequest request;
    private final int[] ids;
    private final Slices slices;
    private final AnswerListener listener;
    private final long before;
    private int cached;

    PromptReader(
            HmtModel model,
            PrefixMemory prefixes,
            AnswerRequest request,
            Prompt prompt,
            Slices slices,
            AnswerListener listener) {
        this.model = model;
        this.prefixes = prefixes;
        this.request = request;
        this.ids = prompt.ids();
        this.slices = slices;
        this.listener = listener;
        this.before = request.memory() == null ? 0 : request.memory().tokens();
    }

    /** Reads to the end, or until cancelled. */
    PromptMemory read() {
        Known known = prefixes.longest(request.memoryKey(), ids);
        DocumentMemory memory = known == null ? fresh() : known.memory();
        try {
            int from = known == null ? 0 : known.tokens();
            cached = Math.max(0, from - unread(memory));
            listener.reading(cached, ids.length);
            boolean whole = slices.begin() && readFrom(from, memory);
            return new PromptMemory(memory, cached, whole ? ids.length : done(memory), whole);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    private DocumentMemory fresh() {
        @Nullable DocumentMemory stored = request.memory();
        return stored == null ? model.newMemory() : stored.copy();
    }

    private boolean readFrom(int from, DocumentMemory memory) {
        int open = (memory.pendingTokens() + ids.length - from) % model.config().segmentTokens();
        int border = Math.max(from, ids.length - open);
        return readBetween(from, border, memory) && readBetween(border, ids.length, memory);
    }

    private boolean readBetween(int from, int to, DocumentMemory memory) {
        model.read(List.of(memory), List.of(Arrays.copyOfRange(ids, from, to)), new ReadListener() {
            @Override
            public void segmentRead(DocumentMemory read) {
                int done = done(read);
                slices.aside(() -> listener.reading(done, ids.length));
            }

            @Override
            public boolean cancelled() {
                return slices.pass();
            }
        });
        prefixes.remember(request.memoryKey(), Arrays.copyOf(ids, to), null, memory);
        return !slices.isStopped();
    }

    /** Tokens of the prompt in closed segments, or known before. */
    private int done(DocumentMemory memory) {
        long closed = memory.tokens() - memory.pendingTokens() - before;
        return Math.max(cached, Math.toIntExact(closed));
    }

    /** Tokens that were added to a memory and wait for their segments to be read: a reading was cancelled. */
    private int unread(DocumentMemory memory) {
        int pending = memory.pendingTokens();
        return pending - pending % model.config().segmentTokens();
    }
}
