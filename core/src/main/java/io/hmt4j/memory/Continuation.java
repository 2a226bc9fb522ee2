package io.hmt4j.memory;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A memory being continued, token by token, over any number of segment borders.
 *
 * <p>The memory itself is read as always: whatever is appended here leaves exactly what {@code read} would leave. What the
 * next token is predicted from is a {@link SegmentView}, of which there are two kinds. On the <em>grid</em> the view is
 * the open segment as the paper has it: query from its first n tokens, bank, sensory tokens, own tokens. A fresh segment
 * has no tokens to make a query from, and the method never learnt to predict there; so behind a border the view is
 * <em>re-aligned</em>: the last n tokens before the border are replayed as own tokens, the query is made from them, and
 * the bank is searched without the memory of the segment they come from. Once the open segment has n tokens, the view
 * returns to the grid.
 *
 * <p>With an overrun the view of a segment goes on for so many tokens behind the border before it gives way. The authors'
 * code generates without any border, in the segment in which the prompt ended; an overrun that is long enough does the
 * same.
 */
final class Continuation implements AutoCloseable {

    private final Backbone backbone;
    private final HmtCell cell;
    private final SegmentLoop loop;
    private final DocumentReader reader;
    private final HmtConfig config;
    private final DocumentMemory memory;
    private final int overrun;
    private final GenerationListener listener;
    private @Nullable SegmentView view;
    private boolean realigned;
    private long viewSegment;
    private long seenTokens;

    /**
     * Continues a memory, which it changes; the caller keeps it.
     *
     * @param overrun tokens that a segment's view may go on behind its border
     * @param listener told what is recalled for a view
     */
    Continuation(
            Backbone backbone,
            HmtCell cell,
            SegmentLoop loop,
            DocumentReader reader,
            HmtConfig config,
            DocumentMemory memory,
            int overrun,
            GenerationListener listener) {
        this.backbone = backbone;
        this.cell = cell;
        this.loop = loop;
        this.reader = reader;
        this.config = config;
        this.memory = memory;
        this.overrun = overrun;
        this.listener = listener;
    }

    /** Adds tokens: segments they complete are closed. */
    void append(int[] tokens, ReadListener listener) {
        memory.add(tokens);
        reader.read(List.of(memory), listener);
    }

    /** Logits of the next token, (1, V), of the current scope. The memory must have read at least one token. */
    Tensor logits() {
        SegmentView current = view;
        int unseen = current == null ? 0 : Math.toIntExact(memory.tokens() - seenTokens);
        if (current == null || !stillHolds(current, unseen)) {
            current = rebuild();
        } else if (unseen > 0) {
            current.append(DocumentMemory.lastOf(memory.tail(), memory.pending().copy(), unseen));
        }
        seenTokens = memory.tokens();
        return current.logits();
    }

    private boolean stillHolds(SegmentView current, int unseen) {
        if (realigned) {
            return viewSegment == memory.segments() && memory.pendingTokens() < config.summaryTokens();
        }
        int ownTokens = current.ownTokens() + unseen;
        return viewSegment == memory.segments() || (overrun > 0 && ownTokens <= config.segmentTokens() + overrun);
    }

    private SegmentView rebuild() {
        boolean crossed = view != null && memory.pendingTokens() < config.summaryTokens();
        realigned = memory.pendingTokens() == 0 || crossed;
        viewSegment = memory.segments();
        closeView();
        try (Scope scope = Scope.withoutGradient()) {
            SegmentView built = realigned ? realignedView() : gridView();
            view = built;
            return built;
        }
    }

    private SegmentView gridView() {
        int[] queryTokens = loop.queryTokens(memory);
        Prompts prompts = cell.prompts(loop.queries(List.of(queryTokens)), List.of(memory.bank()));
        tellRecall(prompts, memory.segments() - memory.memories());
        SegmentInput input = loop.input(memory, memory.pendingTokens());
        return new SegmentView(backbone, cell, input, prompts, config.longestSegment() + overrun);
    }

    private SegmentView realignedView() {
        int[] tail = memory.tail();
        int replay = replayedTokens();
        int[] replayed = Arrays.copyOfRange(tail, tail.length - replay, tail.length);
        int[] before = Arrays.copyOfRange(tail, 0, tail.length - replay);
        try (MemoryBank bank = memory.bank().withoutNewest()) {
            List<@Nullable Tensor> queries = loop.queries(List.of(realignedQuery(replayed, before, bank)));
            Prompts prompts = cell.prompts(queries, List.of(bank));
            tellRecall(prompts, memory.segments() - memory.memories());
            int[] own = DocumentMemory.lastOf(replayed, memory.pending().copy(), replay + memory.pendingTokens());
            SegmentInput input = new SegmentInput(loop.sensory(before), own);
            return new SegmentView(backbone, cell, input, prompts, replay + config.summaryTokens());
        }
    }

    private void tellRecall(Prompts prompts, long oldestSegment) {
        Tensor weights = prompts.weights(0);
        if (weights != null) {
            listener.recalled(oldestSegment, Tensors.toFloats(weights));
        }
    }

    private int[] realignedQuery(int[] replayed, int[] before, MemoryBank bank) {
        if (!config.mode().hasRecall() || bank.isEmpty()) {
            return new int[0];
        }
        boolean preceding = config.recallQuery() == RecallQuery.PRECEDING && before.length > 0;
        return preceding ? DocumentMemory.lastOf(new int[0], before, config.summaryTokens()) : replayed;
    }

    private int replayedTokens() {
        return Math.min(config.summaryTokens(), memory.tail().length);
    }

    private void closeView() {
        if (view != null) {
            view.close();
            view = null;
        }
    }

    @Override
    public void close() {
        closeView();
    }
}
