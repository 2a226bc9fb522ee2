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
 *
 * <p>A memory that is to be kept is read from its beginning, so that the text of each of its segments is known, and nothing
 * of it is remembered: what is kept is another memory afterwards.
 */
final class PromptReader {

    private final HmtModel model;
    private final PrefixMemory prefixes;
    private final AnswerRequest request;
    private final Prompt prompt;
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
        this.prompt = prompt;
        this.ids = prompt.ids();
        this.slices = slices;
        this.listener = listener;
        this.before = request.memory() == null ? 0 : request.memory().tokens();
    }

    /** Reads to the end, or until cancelled. */
    PromptMemory read() {
        Known known = request.keep() ? null : prefixes.longest(request.memoryKey(), ids);
        DocumentMemory memory = known == null ? fresh() : known.memory();
        try {
            int from = known == null ? 0 : known.length();
            ClosedSegments closed = new ClosedSegments(memory, request.keep());
            cached = Math.max(0, Prompt.tokens(ids, from) - unread(memory));
            slices.aside(() -> listener.reading(cached, prompt.tokens()));
            boolean whole = (known != null || endSegment(memory, closed)) && readFrom(from, memory, closed);
            return new PromptMemory(memory, cached, whole ? prompt.tokens() : done(memory), whole, closed);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    private DocumentMemory fresh() {
        @Nullable DocumentMemory stored = request.memory();
        return stored == null ? model.newMemory() : stored.copy();
    }

    private boolean readFrom(int from, DocumentMemory memory, ClosedSegments closed) {
        int at = from;
        for (int border = prompt.nextBorder(at); border < ids.length; border = prompt.nextBorder(at)) {
            if (!read(at, border, memory, closed)) {
                remember(border, memory);
                return false;
            }
            if (!endSegment(memory, closed)) {
                return false;
            }
            at = border + 1;
        }
        return readLast(at, memory, closed);
    }

    private boolean readLast(int from, DocumentMemory memory, ClosedSegments closed) {
        int open = (memory.pendingTokens() + ids.length - from) % model.config().segmentTokens();
        int border = Math.max(from, ids.length - open);
        boolean goesOn = read(from, border, memory, closed);
        remember(border, memory);
        if (goesOn) {
            goesOn = read(border, ids.length, memory, closed);
            remember(ids.length, memory);
        }
        return goesOn;
    }

    /** Closes the open segment. What a stop left pending before it is more than a slice. */
    private boolean endSegment(DocumentMemory memory, ClosedSegments closed) {
        if (!read(0, 0, memory, closed)) {
            return false;
        }
        model.endSegment(memory);
        closed.look(memory);
        return !slices.pass();
    }

    private boolean read(int from, int to, DocumentMemory memory, ClosedSegments closed) {
        model.read(List.of(memory), List.of(Arrays.copyOfRange(ids, from, to)), new ReadListener() {
            @Override
            public void segmentRead(DocumentMemory read) {
                closed.look(read);
                int done = done(read);
                slices.aside(() -> listener.reading(done, prompt.tokens()));
            }

            @Override
            public boolean cancelled() {
                return slices.pass();
            }
        });
        return !slices.isStopped();
    }

    /** Remembers what stands before a place, as far as it was read: the rest waits in the memory. */
    private void remember(int place, DocumentMemory memory) {
        if (!request.keep()) {
            prefixes.remember(request.memoryKey(), Arrays.copyOf(ids, place), null, memory);
        }
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
