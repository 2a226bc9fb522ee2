package io.hmt4j.train.bptt;

import io.hmt4j.memory.HmtConfig;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import java.util.BitSet;
import org.bytedeco.pytorch.Tensor;

/**
 * All that crosses segments, and the gradients that later segments have left for it: memories, their keys, queries. A few
 * vectors a segment: the only tensors of training whose size grows with the number of segments.
 */
final class SegmentTape {

    private final HmtConfig config;
    private final Tensor memories; // (R, K, m, D)
    private final Tensor keys; // (R, K, m, h)
    private final Tensor queries; // (R, K, D)
    private final Tensor memoryGradients;
    private final Tensor keyGradients;
    private final Tensor queryGradients;
    private final BitSet reached = new BitSet();

    SegmentTape(TrainingBatch batch, HmtConfig config, int width, ComputeDevice device) {
        this.config = config;
        int rows = batch.rows();
        int segments = batch.segments();
        memories = zeros(device, rows, segments, config.memoryVectors(), width);
        keys = zeros(device, rows, segments, config.memoryVectors(), config.recallWidth());
        queries = zeros(device, rows, segments, width);
        memoryGradients = zeros(device, rows, segments, config.memoryVectors(), width);
        keyGradients = zeros(device, rows, segments, config.memoryVectors(), config.recallWidth());
        queryGradients = zeros(device, rows, segments, width);
    }

    private static Tensor zeros(ComputeDevice device, long... shape) {
        return Tensors.zeros(DType.FLOAT32, device, shape);
    }

    /** The first segment that segment k sees the memory of: N back, or the one before where nothing is recalled. */
    int bankStart(int segment) {
        return Math.max(0, segment - (config.mode().hasRecall() ? config.bankSize() : 1));
    }

    /** Memories of the bank of segment k, oldest first, (rows, N, m, D). */
    Tensor bankMemories(int segment, int rows) {
        return bank(memories, segment, rows);
    }

    /** Their keys, (rows, N, m, h). */
    Tensor bankKeys(int segment, int rows) {
        return bank(keys, segment, rows);
    }

    /** Keys of all segments of all rows, (R, K, m, h). */
    Tensor allKeys() {
        return keys;
    }

    /** Queries of all segments of all rows, (R, K, D). */
    Tensor allQueries() {
        return queries;
    }

    Tensor allKeyGradients() {
        return keyGradients;
    }

    Tensor allQueryGradients() {
        return queryGradients;
    }

    void putMemories(int segment, Tensor values) {
        at(memories, segment, values.size(0)).copy_(values);
    }

    void putKeys(int segment, Tensor values) {
        at(keys, segment, values.size(0)).copy_(values);
    }

    void putQueries(int segment, Tensor values) {
        at(queries, segment, values.size(0)).copy_(values);
    }

    /** What later segments left for the memories of segment k, (rows, m, D). */
    Tensor memoryGradient(int segment, int rows) {
        return at(memoryGradients, segment, rows);
    }

    /** What later segments left for the keys of segment k, (rows, m, h). */
    Tensor keyGradient(int segment, int rows) {
        return at(keyGradients, segment, rows);
    }

    /** What the recall loss of the batch left for the queries of segment k, (rows, D). */
    Tensor queryGradient(int segment, int rows) {
        return at(queryGradients, segment, rows);
    }

    /** Adds what segment k leaves for the memories of its bank, (rows, N, m, D). */
    void addToMemories(int segment, Tensor gradient) {
        bank(memoryGradients, segment, gradient.size(0)).add_(gradient);
        reached.set(bankStart(segment), segment);
    }

    /** Adds what segment k leaves for the keys of its bank, (rows, N, m, h). */
    void addToKeys(int segment, Tensor gradient) {
        bank(keyGradients, segment, gradient.size(0)).add_(gradient);
        reached.set(bankStart(segment), segment);
    }

    /** Marks all segments as having a gradient. */
    void reachAll() {
        reached.set(0, Math.toIntExact(memories.size(1)));
    }

    /** Whether anything was left for segment k. */
    boolean isReached(int segment) {
        return reached.get(segment);
    }

    private Tensor bank(Tensor all, int segment, long rows) {
        int start = bankStart(segment);
        return all.narrow(0, 0, rows).narrow(1, start, segment - (long) start);
    }

    private static Tensor at(Tensor all, int segment, long rows) {
        return all.narrow(0, 0, rows).select(1, segment);
    }
}
