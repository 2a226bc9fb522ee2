package io.hmt4j.memory;

import io.hmt4j.memory.SegmentLoop.ClosedSegment;
import io.hmt4j.memory.SegmentLoop.Pass;
import io.hmt4j.tensor.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Reads pending tokens, many documents side by side: closes segments for as long as there are whole ones.
 *
 * <p>Recall queries depend on the text alone, so those of the next segments are made in one batch ahead of the
 * recurrence. At a dynamic reading speed the borders depend on the recall, and queries are made one segment at a time.
 */
final class DocumentReader {

    private final SegmentLoop loop;
    private final HmtConfig config;
    private final int summaryTokens;

    /**
     * Makes a reader.
     *
     * @param summaryTokens tokens of one batch of summaries at most, where one summary alone has not more
     */
    DocumentReader(SegmentLoop loop, HmtConfig config, int summaryTokens) {
        this.loop = loop;
        this.config = config;
        this.summaryTokens = summaryTokens;
    }

    /** Closes all whole segments of the documents. Without gradient; temporary tensors live for a segment. */
    void read(List<DocumentMemory> memories, ReadListener listener) {
        List<DocumentMemory> open = withWholeSegment(memories);
        while (!open.isEmpty() && !listener.cancelled()) {
            if (!readRound(open, Integer.MAX_VALUE, listener)) {
                return;
            }
            open = withWholeSegment(memories);
        }
    }

    /**
     * Reads a round: as many segments of each document as queries are made of ahead, or as it has.
     *
     * @param memories documents with a whole segment each
     * @param most segments of each at most
     * @return false when all of them wait for more tokens
     */
    boolean readRound(List<DocumentMemory> memories, int most, ReadListener listener) {
        try (Scope scope = Scope.withoutGradient()) {
            return readAhead(memories, Math.min(most, segmentsAhead(memories.size())), listener);
        }
    }

    /** Tokens that each of so many documents should have pending, so that none runs out within a round. */
    int roundTokens(int rows) {
        return Math.max(config.longestSegment(), segmentsAhead(rows) * config.segmentTokens());
    }

    /** Closes all segments of a document, the last one however short it is. */
    void end(DocumentMemory memory) {
        read(List.of(memory), ReadListener.SILENT);
        try (Scope scope = Scope.withoutGradient()) {
            if (memory.pendingTokens() > 0) {
                loop.close(List.of(memory), loop.queries(List.of(loop.queryTokens(memory))), true, Pass.MEMORY);
            }
        }
    }

    /** Reads up to so many segments of each document; false when all of them wait for more tokens. */
    private boolean readAhead(List<DocumentMemory> memories, int ahead, ReadListener listener) {
        List<Deque<Queued>> queues = queriesAhead(memories, ahead);
        boolean progress = false;
        for (int step = 0; step < ahead && !listener.cancelled(); step++) { // also between the queries and the first
            List<DocumentMemory> rows = new ArrayList<>();
            List<@Nullable Tensor> queries = new ArrayList<>();
            for (int row = 0; row < queues.size(); row++) {
                Queued next = queues.get(row).poll();
                if (next != null) {
                    rows.add(memories.get(row));
                    queries.add(next.query());
                }
            }
            progress |= !rows.isEmpty() && closeOnce(rows, queries, listener);
        }
        return progress;
    }

    private boolean closeOnce(List<DocumentMemory> rows, List<@Nullable Tensor> queries, ReadListener listener) {
        boolean closedAny = false;
        try (Scope scope = Scope.withoutGradient()) {
            List<@Nullable ClosedSegment> closed = loop.close(rows, queries, false, Pass.MEMORY);
            for (int row = 0; row < rows.size(); row++) {
                ClosedSegment segment = closed.get(row);
                if (segment != null) {
                    closedAny = true;
                    tell(listener, rows.get(row), segment);
                }
            }
        }
        return closedAny;
    }

    private static void tell(ReadListener listener, DocumentMemory memory, ClosedSegment segment) {
        Tensor weights = segment.weights();
        if (weights != null) {
            listener.recalled(memory, weights);
        }
        listener.segmentRead(memory);
    }

    private List<Deque<Queued>> queriesAhead(List<DocumentMemory> memories, int ahead) {
        List<int[]> tokens = new ArrayList<>();
        int[] counts = new int[memories.size()];
        for (int row = 0; row < counts.length; row++) {
            DocumentMemory memory = memories.get(row);
            counts[row] = Math.min(ahead, memory.pendingTokens() / config.segmentTokens());
            for (int segment = 0; segment < counts[row]; segment++) {
                tokens.add(loop.queryTokens(memory, segment));
            }
        }
        List<@Nullable Tensor> queries = loop.queries(tokens);
        List<Deque<Queued>> queues = new ArrayList<>();
        int next = 0;
        for (int count : counts) {
            Deque<Queued> queue = new ArrayDeque<>();
            for (int segment = 0; segment < count; segment++) {
                queue.add(new Queued(queries.get(next++)));
            }
            queues.add(queue);
        }
        return queues;
    }

    private int segmentsAhead(int rows) {
        if (config.readingSpeed().isDynamic()) {
            return 1;
        }
        return Math.max(1, summaryTokens / ((config.summaryTokens() + 2) * rows));
    }

    /** Those documents that have a whole segment pending. */
    List<DocumentMemory> withWholeSegment(List<DocumentMemory> memories) {
        return memories.stream()
                .filter(memory -> memory.pendingTokens() >= config.segmentTokens())
                .toList();
    }

    /** A query that waits for its segment's turn; a queue holds no nulls, a first segment needs no query. */
    private record Queued(@Nullable Tensor query) {}
}
