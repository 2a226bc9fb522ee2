package io.hmt4j.train.bptt;

import io.hmt4j.data.Document;
import io.hmt4j.data.Evidence;
import io.hmt4j.data.Span;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.RecallQuery;
import io.hmt4j.memory.SegmentInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Documents side by side, cut into segments of B tokens. Longer documents come first: at every segment the rows that are
 * not at their end are the first ones, and all of them have the same number of segments behind them. Rows that have ended
 * drop out, so nothing is ever padded into a memory.
 */
public final class TrainingBatch {

    private final List<Document> documents;
    private final HmtConfig config;
    private final int segmentTokens;

    /**
     * Cuts documents.
     *
     * @param documents at least one, each of at least two tokens
     */
    public TrainingBatch(List<Document> documents, HmtConfig config) {
        if (documents.isEmpty() || documents.stream().anyMatch(document -> document.tokens().length < 2)) {
            throw new IllegalArgumentException("a batch wants documents of two tokens and more");
        }
        this.documents = documents.stream()
                .sorted(Comparator.comparingInt((Document document) -> -document.tokens().length))
                .toList();
        this.config = config;
        this.segmentTokens = config.segmentTokens();
    }

    /** Documents, R. */
    public int rows() {
        return documents.size();
    }

    /** Segments of the longest document, K. */
    public int segments() {
        return segmentsOf(0);
    }

    /** Tokens of all documents. */
    public long tokens() {
        return documents.stream()
                .mapToLong(document -> document.tokens().length)
                .sum();
    }

    int segmentsOf(int row) {
        return (documents.get(row).tokens().length + segmentTokens - 1) / segmentTokens;
    }

    /** How many rows have a segment k: the first so many. */
    int rowsAt(int segment) {
        int rows = 0;
        while (rows < documents.size() && segmentsOf(rows) > segment) {
            rows++;
        }
        return rows;
    }

    /** The tokens of segment k of the rows that have one. */
    List<SegmentInput> inputs(int segment) {
        List<SegmentInput> inputs = new ArrayList<>();
        for (int row = 0; row < rowsAt(segment); row++) {
            int[] tokens = documents.get(row).tokens();
            int start = segment * segmentTokens;
            int sensory = Math.min(config.effectiveSensoryTokens(), start);
            inputs.add(new SegmentInput(
                    Arrays.copyOfRange(tokens, start - sensory, start),
                    Arrays.copyOfRange(tokens, start, end(row, segment))));
        }
        return inputs;
    }

    /** The tokens that the recall queries of segment k are made from; k is at least 1. */
    List<int[]> queryTokens(int segment) {
        List<int[]> queries = new ArrayList<>();
        int n = config.summaryTokens();
        int start = segment * segmentTokens;
        for (int row = 0; row < rowsAt(segment); row++) {
            int[] tokens = documents.get(row).tokens();
            queries.add(
                    config.recallQuery() == RecallQuery.SEGMENT
                            ? Arrays.copyOfRange(tokens, start, Math.min(start + n, tokens.length))
                            : Arrays.copyOfRange(tokens, Math.max(0, start - n), start));
        }
        return queries;
    }

    /** Positions of row's tokens that answer, as a set. */
    BitSet answers(int row) {
        BitSet set = new BitSet();
        for (Span span : documents.get(row).answers()) {
            set.set(span.from(), span.to());
        }
        return set;
    }

    int[] tokens(int row) {
        return documents.get(row).tokens();
    }

    /** Own tokens of segment k of a row begin at k B and end before this position. */
    int end(int row, int segment) {
        return Math.min((segment + 1) * segmentTokens, documents.get(row).tokens().length);
    }

    int start(int segment) {
        return segment * segmentTokens;
    }

    /**
     * The questions whose evidence lies in earlier segments that are still in the bank.
     *
     * @return in the order of their segments
     */
    List<RecallTarget> recallTargets() {
        List<RecallTarget> targets = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            for (Evidence evidence : documents.get(row).evidence()) {
                int asked = (Math.max(1, evidence.at()) - 1) / segmentTokens; // whose last hidden states predict it
                int[] vectors = evidence.where().stream()
                        .map(span -> span.to() - 1)
                        .filter(last -> isRecalled(last / segmentTokens, asked))
                        .mapToInt(last -> Math.toIntExact((long) last * memoryVectors() / segmentTokens))
                        .distinct()
                        .sorted()
                        .toArray();
                if (vectors.length > 0) {
                    targets.add(new RecallTarget(row, asked, vectors));
                }
            }
        }
        targets.sort(Comparator.comparingInt(RecallTarget::segment));
        return targets;
    }

    private boolean isRecalled(int segment, int asking) {
        return segment < asking && segment >= asking - config.bankSize();
    }

    /** Memory vectors a segment leaves, m. */
    int memoryVectors() {
        return config.memoryVectors();
    }

    /**
     * A recall that the data knows the answer of.
     *
     * @param row document
     * @param segment the segment whose query is meant
     * @param vectors those that are to hold the answer: of the m vectors of an earlier segment each stands for an m-th of its
     *     tokens, here the one in which a statement ends; counted from the document's first
     */
    @SuppressWarnings("ArrayRecordComponent")
    record RecallTarget(int row, int segment, int[] vectors) {}
}
