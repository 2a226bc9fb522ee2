package io.hmt4j.memory;

import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The recurrence: closes the open segment of each of R documents, one step of the loop over segments. Documents stand
 * side by side as rows of a batch; each has its own bank, sensory tokens, length and reading speed, so that a batch
 * equals its rows.
 */
final class SegmentLoop {

    private final HmtCell cell;
    private final HmtConfig config;

    SegmentLoop(HmtCell cell, HmtConfig config) {
        this.cell = cell;
        this.config = config;
    }

    /**
     * A segment that was closed.
     *
     * @param input its tokens
     * @param prompt its memory prompt p_k, (m, D); null in the baseline
     * @param weights recall weights, (size of the bank then); null where nothing was recalled
     * @param memory the memory vectors m_k, float32, (m, D); null in the baseline
     * @param states of the pass that it was part of
     * @param row of that pass
     */
    record ClosedSegment(
            SegmentInput input,
            @Nullable Tensor prompt,
            @Nullable Tensor weights,
            @Nullable Tensor memory,
            SegmentStates states,
            int row) {

        /** Hidden states of its own tokens, (L, D); only where the pass was {@link Pass#WHOLE}. */
        Tensor own() {
            return states.own(row);
        }
    }

    /** What is read of a segment's pass. */
    enum Pass {
        /** The memory, and the hidden states of all tokens. */
        WHOLE,
        /** The memory alone. */
        MEMORY
    }

    /** The tokens the recall query of a document's open segment is made from; none where it needs no query. */
    int[] queryTokens(DocumentMemory memory) {
        return queryTokens(memory, 0);
    }

    /**
     * The tokens the recall query of a segment is made from.
     *
     * @param ahead segments of B tokens between the open segment and this one; 0 for the open segment
     * @return n tokens, fewer at a document's ends, none where the segment needs no query
     */
    int[] queryTokens(DocumentMemory memory, int ahead) {
        if (!config.mode().hasRecall() || memory.segments() + ahead == 0) {
            return new int[0];
        }
        int start = ahead * config.segmentTokens();
        int n = config.summaryTokens();
        TokenBuffer pending = memory.pending();
        return switch (config.recallQuery()) {
            case SEGMENT -> pending.copy(start, Math.min(start + n, pending.size()));
            case PRECEDING -> DocumentMemory.lastOf(memory.tail(), pending.copy(0, start), n);
        };
    }

    /** Queries (1, D) made from rows of tokens in one batch, null for rows without tokens. */
    List<@Nullable Tensor> queries(List<int[]> tokens) {
        List<int[]> present = tokens.stream().filter(row -> row.length > 0).toList();
        Tensor all = present.isEmpty() ? null : cell.summarize(present); // (R, D)
        List<@Nullable Tensor> queries = new ArrayList<>(tokens.size());
        int next = 0;
        for (int[] row : tokens) {
            queries.add(all == null || row.length == 0 ? null : all.narrow(0, next++, 1));
        }
        return queries;
    }

    /**
     * Closes the open segment of each document.
     *
     * @param memories the documents, each with at least one pending token; with B of them unless it has ended
     * @param queries a query (1, D) for each, or null where none is needed
     * @param ended whether no more tokens will come, so that a short segment is closed too
     * @param pass what is read of it
     * @return what was closed; null for a document that waits for the extra tokens of a segment it reads at speed
     */
    List<@Nullable ClosedSegment> close(
            List<DocumentMemory> memories, List<@Nullable Tensor> queries, boolean ended, Pass pass) {
        Prompts prompts = cell.prompts(
                queries, memories.stream().map(DocumentMemory::bank).toList());
        int[] lengths = new int[memories.size()];
        List<Integer> closing = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            int wanted = segmentLength(prompts.weights(row));
            int available = memories.get(row).pendingTokens();
            lengths[row] = Math.min(wanted, available);
            if (ended || available >= wanted) {
                closing.add(row);
            }
        }
        return closeRows(memories, prompts, lengths, closing, pass);
    }

    /** Own tokens of a segment after its recall: more where the subject goes on. */
    private int segmentLength(@Nullable Tensor weights) {
        if (weights == null || !config.readingSpeed().isDynamic()) {
            return config.segmentTokens();
        }
        int distance = MemoryRecall.distance(Tensors.toFloats(weights), Math.toIntExact(weights.size(0)));
        return distance < config.readingSpeed().belowDistance() ? config.longestSegment() : config.segmentTokens();
    }

    private List<@Nullable ClosedSegment> closeRows(
            List<DocumentMemory> memories, Prompts prompts, int[] lengths, List<Integer> closing, Pass pass) {
        List<@Nullable ClosedSegment> closed = new ArrayList<>(Collections.nCopies(lengths.length, null));
        if (closing.isEmpty()) {
            return closed;
        }
        List<SegmentInput> inputs = closing.stream()
                .map(row -> input(memories.get(row), lengths[row]))
                .toList();
        Tensor stacked = prompts.rows(closing).stacked();
        SegmentStates states = pass == Pass.WHOLE ? cell.pass(inputs, stacked) : cell.memoryPass(inputs, stacked);
        for (int i = 0; i < closing.size(); i++) {
            int row = closing.get(i);
            Tensor memory = states.memory(i);
            memories.get(row).closeSegment(lengths[row], memory, memory == null ? null : cell.key(memory), config);
            closed.set(
                    row,
                    new ClosedSegment(inputs.get(i), prompts.prompt(row), prompts.weights(row), memory, states, i));
        }
        return closed;
    }

    /** The tokens of the open segment with the sensory tokens before it. */
    SegmentInput input(DocumentMemory memory, int length) {
        return new SegmentInput(sensory(memory.tail()), memory.pending().copy(0, length));
    }

    /** The last s tokens of a row. */
    int[] sensory(int[] before) {
        int count = Math.min(config.effectiveSensoryTokens(), before.length);
        return Arrays.copyOfRange(before, before.length - count, before.length);
    }
}
