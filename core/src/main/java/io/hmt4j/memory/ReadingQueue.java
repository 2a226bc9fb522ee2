package io.hmt4j.memory;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Reads any number of documents, R of them at a time, side by side as the rows of a batch. The recurrence of one document
 * is sequential, of many it is not. A document that ends gives its row to the next that waits, and one whose tokens have
 * not arrived holds nobody up. Each memory is the one that reading its document alone would leave.
 *
 * <p>{@link #add} may be called by any thread at any time. All else is for one thread at a time.
 */
public final class ReadingQueue {

    private final HmtModel model;
    private final DocumentReader reader;
    private final int rows;
    private final int segmentsAtOnce;
    private final Deque<DocumentFeed> waiting = new ArrayDeque<>();
    private final List<Row> open = new ArrayList<>();
    private boolean brokenOff;

    /**
     * A queue without documents.
     *
     * @param rows documents read at a time, R, at least 1; {@link ReadingBudget} says how many fit into memory
     */
    public ReadingQueue(HmtModel model, int rows) {
        this(model, rows, Integer.MAX_VALUE);
    }

    /**
     * A queue without documents, whose rounds are short.
     *
     * @param rows documents read at a time, R, at least 1
     * @param roundTokens tokens of a document that a round takes at most, where one segment has not more; fewer than these and
     *     a segment are ever pending, unless a feed gives more than a segment at once
     */
    public ReadingQueue(HmtModel model, int rows, int roundTokens) {
        if (rows < 1 || roundTokens < 1) {
            throw new IllegalArgumentException(
                    "rows is " + rows + ", roundTokens " + roundTokens + "; allowed: 1 and more");
        }
        this.model = model;
        this.reader = model.documents();
        this.rows = rows;
        this.segmentsAtOnce = Math.max(1, roundTokens / model.config().segmentTokens());
    }

    /** A document that is read: its feed, its memory, whether its end was seen. */
    private static final class Row {

        private final DocumentFeed feed;
        private final DocumentMemory memory;
        private boolean ended;
        private @Nullable Exception fault;
        private long segmentsBefore;
        private long segmentsTold;

        Row(DocumentFeed feed, DocumentMemory memory) {
            this.feed = feed;
            this.memory = memory;
            this.segmentsTold = memory.segments();
        }

        void fail(Exception found) {
            ended = true;
            fault = found;
        }

        void leave(boolean complete) {
            Exception found = fault;
            if (found == null) {
                feed.left(complete);
            } else {
                feed.failed(found);
            }
        }

        /** Whether the fault came between a segment and word of it. */
        boolean isTorn() {
            return memory.segments() != segmentsTold;
        }

        void segmentRead() {
            segmentsTold++;
            try {
                feed.segmentRead();
            } catch (RuntimeException found) {
                fail(found);
            }
        }
    }

    /** Adds a document behind those that wait. */
    public void add(DocumentFeed feed) {
        synchronized (waiting) {
            waiting.add(feed);
        }
    }

    /** Documents that wait for a row. */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** Documents being read. */
    public int open() {
        return open.size();
    }

    /** Whether there is nothing to read and nothing that waits. */
    public boolean isEmpty() {
        return open.isEmpty() && waiting() == 0;
    }

    /**
     * Fetches what has arrived and reads a round: a segment of each open document, or as many as their recall queries are
     * made of ahead.
     *
     * @param listener told of the segments, and asked between them whether to stop
     * @return whether a segment was read; false where all open documents wait for tokens, or there are none
     */
    public boolean step(ReadListener listener) {
        releaseStopped();
        fill();
        List<Row> ready = open.stream()
                .filter(row -> row.memory.pendingTokens() >= model.config().segmentTokens())
                .toList();
        open.forEach(row -> row.segmentsBefore = row.memory.segments());
        brokenOff = false;
        boolean progress = !ready.isEmpty() && !breaksOff(listener) && round(ready, segmentsOfRound(ready), listener);
        leaveAtTheEnd();
        return progress;
    }

    /** Lets those documents leave whose feeds are stopped, whether they are read or wait. Computes nothing. */
    public void releaseStopped() {
        List<DocumentFeed> stopped;
        synchronized (waiting) {
            stopped = waiting.stream().filter(DocumentFeed::stopped).toList();
            waiting.removeAll(stopped);
        }
        stopped.forEach(feed -> feed.left(false));
        List<Row> leaving = open.stream().filter(row -> row.feed.stopped()).toList();
        open.removeAll(leaving);
        leaving.forEach(row -> row.leave(false));
    }

    /**
     * Reads until no document is left, all open ones wait for tokens, or the listener cancels.
     *
     * @return whether no document is left
     */
    public boolean run(ReadListener listener) {
        boolean progress = true;
        while (progress && !listener.cancelled()) {
            progress = step(listener) || brokenOff;
        }
        return isEmpty();
    }

    /** Lets all open documents leave as they are and forgets those that wait. */
    public void stop() {
        synchronized (waiting) {
            waiting.clear();
        }
        while (!open.isEmpty()) {
            open.remove(0).leave(false);
        }
    }

    /** Where documents wait, a round ends with the first that is read to its end: no row is to stand empty. */
    private int segmentsOfRound(List<Row> ready) {
        int segment = model.config().segmentTokens();
        int most = waiting() == 0
                ? Integer.MAX_VALUE
                : ready.stream()
                        .mapToInt(row -> row.memory.pendingTokens() / segment)
                        .min()
                        .orElse(1);
        return Math.min(segmentsAtOnce, most);
    }

    /**
     * Reads a round. Where it fails, as for want of native memory, each document is read alone: the fault is the one's that it
     * meets again. A document that was not told of its last segment cannot go on.
     */
    private boolean round(List<Row> ready, int most, ReadListener listener) {
        try {
            return reader.readRound(ready.stream().map(row -> row.memory).toList(), most, telling(listener));
        } catch (RuntimeException fault) {
            boolean alone = ready.size() == 1;
            ready.stream().filter(row -> alone || row.isTorn()).forEach(row -> row.fail(fault));
            return alone || eachAlone(ready, listener);
        }
    }

    private boolean eachAlone(List<Row> ready, ReadListener listener) {
        boolean progress = false;
        for (Row row : ready) {
            boolean whole = row.memory.pendingTokens() >= model.config().segmentTokens();
            if (whole && row.fault == null && !breaksOff(listener)) {
                progress |= round(List.of(row), 1, listener);
            }
        }
        return progress;
    }

    /** Puts waiting documents into free rows, and gives each row the tokens of a round as far as they have arrived. */
    private void fill() {
        do {
            openWaiting();
            int tokens = roundTokens();
            open.forEach(row -> fetch(row, tokens));
            leave(row ->
                    row.ended && row.memory.pendingTokens() < model.config().segmentTokens());
            // Documents too short for a segment have come and gone: their rows are free again.
        } while (open.size() < rows && waiting() > 0);
    }

    private boolean breaksOff(ReadListener listener) {
        brokenOff = listener.cancelled() || open.stream().anyMatch(row -> row.feed.stopped());
        return brokenOff;
    }

    private int roundTokens() {
        int most = (int) Math.min(
                Integer.MAX_VALUE, (long) segmentsAtOnce * model.config().segmentTokens());
        int longest = model.config().longestSegment();
        return Math.min(reader.roundTokens(Math.max(1, open.size())), Math.max(longest, most));
    }

    private void openWaiting() {
        while (open.size() < rows) {
            DocumentFeed next;
            synchronized (waiting) {
                next = waiting.poll();
            }
            if (next == null) {
                return;
            }
            try {
                DocumentMemory memory = next.open();
                model.checkMine(memory);
                open.add(new Row(next, memory));
            } catch (IOException | RuntimeException fault) {
                next.failed(fault);
            }
        }
    }

    private void fetch(Row row, int tokens) {
        try {
            while (!row.ended && row.memory.pendingTokens() < tokens) {
                Optional<int[]> next = row.feed.next();
                row.ended = next.isEmpty();
                int[] arrived = next.orElse(new int[0]);
                if (arrived.length == 0) {
                    return;
                }
                model.checkIds(arrived);
                row.memory.add(arrived);
            }
        } catch (IOException | RuntimeException fault) {
            row.fail(fault); // what came before is read before the document leaves
        }
    }

    private void leave(Predicate<Row> wanted) {
        List<Row> leaving = open.stream().filter(wanted).toList();
        open.removeAll(leaving);
        leaving.forEach(row -> row.leave(true));
    }

    /** Lets go whom the round has left with nothing to do; at a dynamic speed a segment may wait for tokens in vain. */
    private void leaveAtTheEnd() {
        int segment = model.config().segmentTokens();
        leave(row -> row.ended
                && (row.isTorn()
                        || row.memory.pendingTokens() < segment
                        || (!brokenOff && row.memory.segments() == row.segmentsBefore)));
    }

    private ReadListener telling(ReadListener listener) {
        Map<DocumentMemory, Row> rowsOf = new HashMap<>();
        open.forEach(row -> rowsOf.put(row.memory, row));
        return new ReadListener() {
            @Override
            public void segmentRead(DocumentMemory memory) {
                Row row = rowsOf.get(memory);
                if (row != null) {
                    row.segmentRead();
                }
                listener.segmentRead(memory);
            }

            @Override
            public void recalled(DocumentMemory memory, Tensor weights) {
                listener.recalled(memory, weights);
            }

            @Override
            public boolean cancelled() {
                return breaksOff(listener);
            }
        };
    }
}
