package io.hmt4j.train.bptt;

import io.hmt4j.memory.HmtCell;
import io.hmt4j.memory.Recalled;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.train.bptt.TrainingBatch.RecallTarget;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Supervision of the recall where the data says which segments hold the answer: cross-entropy of the recall scores,
 * -log of the share that goes to these segments, as a mean over the questions. Where a segment leaves several vectors, it
 * is the share of those in whose parts of the segments the answer is stated: left to themselves, the vectors of a segment
 * may all come to hold the same (docs/log.md).
 */
final class RecallSupervision {

    private static final double NEVER = -1e9;

    private final TrainingBatch batch;
    private final Objective objective;
    private final HmtCell cell;
    private final ComputeDevice device;
    private final List<RecallTarget> targets;

    RecallSupervision(TrainingBatch batch, Objective objective, HmtCell cell, ComputeDevice device) {
        this.batch = batch;
        this.objective = objective;
        this.cell = cell;
        this.device = device;
        this.targets = objective.isSupervised() ? batch.recallTargets() : List.of();
    }

    /** Whether memories of the whole batch compete. */
    boolean spansBatch() {
        return objective.recall() == Objective.RecallLoss.BATCH && !targets.isEmpty();
    }

    /**
     * Every question against the memories of all segments of all documents of the batch, but for its own present and
     * future. Leaves gradients for keys and queries on the tape, and for Wq.
     */
    void overBatch(SegmentTape tape, double scale, FigureSums sums) {
        Tensor keys = tape.allKeys().flatten(0, 1).detach().set_requires_grad(true); // (R K, m, h)
        Tensor asked = asked();
        Tensor queries =
                tape.allQueries().flatten(0, 1).index_select(0, asked).detach().set_requires_grad(true);
        batchLoss(queries, keys, scale, sums).backward();
        tape.allKeyGradients().flatten(0, 1).add_(keys.grad());
        tape.allQueryGradients().flatten(0, 1).index_add_(0, asked, queries.grad());
        tape.reachAll();
    }

    /** Counts the same without gradients. */
    void measureOverBatch(SegmentTape tape, FigureSums sums) {
        Tensor queries = tape.allQueries().flatten(0, 1).index_select(0, asked());
        batchLoss(queries, tape.allKeys().flatten(0, 1), 1, sums);
    }

    /** Rows times segments, flat, of the questions, (Q). */
    private Tensor asked() {
        long[] asked = targets.stream()
                .mapToLong(target -> (long) target.row() * batch.segments() + target.segment())
                .toArray();
        return Tensors.on(Tensors.longs(asked, asked.length), device);
    }

    private Tensor batchLoss(Tensor queries, Tensor keys, double scale, FigureSums sums) {
        Tensor scores = cell.match(queries, keys).flatten(1, 2); // (Q, R K m)
        int candidates = Math.toIntExact(scores.size(1));
        float[] allowed = new float[targets.size() * candidates];
        float[] holding = new float[allowed.length];
        for (int question = 0; question < targets.size(); question++) {
            RecallTarget target = targets.get(question);
            markCandidates(allowed, question * candidates, target);
            int own = question * candidates + target.row() * batch.segments() * batch.memoryVectors();
            for (int vector : target.vectors()) {
                holding[own + vector] = 1;
            }
        }
        return loss(scores, allowed, holding, targets.size(), scale, sums);
    }

    private void markCandidates(float[] allowed, int from, RecallTarget target) {
        int vectors = batch.memoryVectors();
        int ofRow = batch.segments() * vectors;
        for (int row = 0; row < batch.rows(); row++) {
            int end = row == target.row() ? target.segment() : batch.segmentsOf(row);
            Arrays.fill(allowed, from + row * ofRow, from + row * ofRow + end * vectors, 1);
        }
    }

    /**
     * The questions of one segment against their own banks.
     *
     * @param bankStart the segment of the oldest memory
     * @return the loss, to be a root of this segment's graph; null where the segment asks nothing
     */
    @Nullable Tensor overBank(int segment, int bankStart, Recalled recalled, double scale, FigureSums sums) {
        if (objective.recall() != Objective.RecallLoss.DOCUMENT) {
            return null;
        }
        List<RecallTarget> here =
                targets.stream().filter(target -> target.segment() == segment).toList();
        if (here.isEmpty()) {
            return null;
        }
        int before = bankStart * batch.memoryVectors();
        int bank = segment * batch.memoryVectors() - before;
        float[] allowed = new float[here.size() * bank];
        Arrays.fill(allowed, 1);
        float[] holding = new float[allowed.length];
        long[] rows = new long[here.size()];
        for (int question = 0; question < rows.length; question++) {
            rows[question] = here.get(question).row();
            for (int vector : here.get(question).vectors()) {
                holding[question * bank + vector - before] = 1;
            }
        }
        Tensor index = Tensors.on(Tensors.longs(rows, rows.length), device);
        return loss(recalled.scores().index_select(0, index).flatten(1, 2), allowed, holding, rows.length, scale, sums);
    }

    /** The weighted loss of so many questions, a scalar; the mean is taken over all questions of the batch. */
    private Tensor loss(Tensor scores, float[] allowed, float[] holding, int questions, double scale, FigureSums sums) {
        long candidates = allowed.length / questions;
        Tensor open = scores.masked_fill(isZero(allowed, questions, candidates), new Scalar(NEVER));
        Tensor right = Ops.logSoftmax(open)
                .masked_fill(isZero(holding, questions, candidates), new Scalar(NEVER))
                .logsumexp(new long[] {1}, false); // (Q)
        try (Scope scope = Scope.withoutGradient()) {
            sums.addRecall(-right.mean().item_double(), questions, found(open, holding, questions));
        }
        return Ops.scale(right.sum(), -objective.recallWeight() * scale / targets.size());
    }

    private Tensor isZero(float[] marks, long questions, long candidates) {
        return torch.eq(Tensors.on(Tensors.floats(marks, questions, candidates), device), new Scalar(0.0));
    }

    /** How many questions match a vector of a segment that states the answer best. */
    private int found(Tensor scores, float[] holding, int questions) {
        long[] best = Tensors.toLongs(scores.argmax(new LongOptional(1), false));
        int candidates = holding.length / questions;
        int found = 0;
        for (int question = 0; question < questions; question++) {
            int memory = (int) best[question] / batch.memoryVectors() * batch.memoryVectors();
            for (int vector = 0; vector < batch.memoryVectors(); vector++) {
                if (holding[question * candidates + memory + vector] > 0) {
                    found++;
                    break;
                }
            }
        }
        return found;
    }
}
