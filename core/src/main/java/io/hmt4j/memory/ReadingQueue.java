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
    private final Deque<DocumentFeed> waiting = new ArrayDeque<>();
    private final List<Row> open = new ArrayList<>();

    /**
     * A queue without documents.
     *
     * @param rows documents read at a time, R, at least 1; {@link ReadingBudget} says how many fit into memory
     */
    public ReadingQueue(HmtModel model, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows is " + rows + "; allowed: 1 and more");
        }
        this.model = model;
        this.reader = model.documents();
        this.rows = rows;
    }

    /** A document that is read: its feed, its memory, whether its end was seen. */
    private static final class Row {

        private final DocumentFeed feed;
        private final DocumentMemory memory;
        private boolean ended;
        private @Nullable Exception fault;
        private long segmentsBefore;

        Row(DocumentFeed feed, DocumentMemory memory) {
            this.feed = feed;
            this.memory = memory;
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
        fill();
        List<DocumentMemory> ready =
                reader.withWholeSegment(open.stream().map(row -> row.memory).toList());
        open.forEach(row -> row.segmentsBefore = row.memory.segments());
        boolean progress = !ready.isEmpty() && reader.readRound(ready, segmentsOfRound(ready), telling(listener));
        leaveAtTheEnd();
        return progress;
    }

    /**
     * Reads until no document is left, all open ones wait for tokens, or the listener cancels.
     *
     * @return whether no document is left
     */
    public boolean run(ReadListener listener) {
        boolean progress = true;
        while (progress && !listener.cancelled()) {
            progress = step(listener);
        }
        return isEmpty();
    }

    /** Lets all open documents leave as they are and forgets those that wait. */
    public void stop() {
        synchronized (waiting) {
            waiting.clear();
        }
        while (!open.isEmpty()) {
            Row row = open.remove(0);
            Exception fault = row.fault;
            if (fault == null) {
                row.feed.left(false);
            } else {
                row.feed.failed(fault);
            }
        }
    }

    /** Where documents wait, a round ends with the first that is read to its end: no row is to stand empty. */
    private int segmentsOfRound(List<DocumentMemory> ready) {
        int segment = model.config().segmentTokens();
        return waiting() == 0
                ? Integer.MAX_VALUE
                : ready.stream()
                        .mapToInt(memory -> memory.pendingTokens() / segment)
                        .min()
                        .orElse(1);
    }

    /** Puts waiting documents into free rows, and gives each row the tokens of a round as far as they have arrived. */
    private void fill() {
        do {
            openWaiting();
            int tokens = reader.roundTokens(Math.max(1, open.size()));
            open.forEach(row -> fetch(row, tokens));
            leave(row ->
                    row.ended && row.memory.pendingTokens() < model.config().segmentTokens());
            // Documents too short for a segment have come and gone: their rows are free again.
        } while (open.size() < rows && waiting() > 0);
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
            // What came before the fault is read before the document leaves.
            row.ended = true;
            row.fault = fault;
        }
    }

    private void leave(Predicate<Row> wanted) {
        List<Row> leaving = open.stream().filter(wanted).toList();
        open.removeAll(leaving);
        for (Row row : leaving) {
            Exception fault = row.fault;
            if (fault == null) {
                row.feed.left(true);
            } else {
                row.feed.failed(fault);
            }
        }
    }

    /** Lets go whom the round has left with nothing to do; at a dynamic speed a segment may wait for tokens in vain. */
    private void leaveAtTheEnd() {
        int segment = model.config().segmentTokens();
        leave(row ->
                row.ended && (row.memory.pendingTokens() < segment || row.memory.segments() == row.segmentsBefore));
    }

    private ReadListener telling(ReadListener listener) {
        Map<DocumentMemory, DocumentFeed> feeds = new HashMap<>();
        open.forEach(row -> feeds.put(row.memory, row.feed));
        return new ReadListener() {
            @Override
            public void segmentRead(DocumentMemory memory) {
                DocumentFeed feed = feeds.get(memory);
                if (feed != null) {
                    feed.segmentRead();
                }
                listener.segmentRead(memory);
            }

            @Override
            public void recalled(DocumentMemory memory, Tensor weights) {
                listener.recalled(memory, weights);
            }

            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        };
    }
}
