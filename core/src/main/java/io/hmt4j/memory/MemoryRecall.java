package io.hmt4j.memory;

import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Memory recall, step 2 of the paper (section 3.2): which of the past segments matters for this one?
 *
 * <p>p = softmax(q Wq (M Wk)^T / sqrt(h)) M. One head; no value and no output projection, so that p stays a mixture of
 * memories and may enter the backbone as one. In float32, whatever the backbone's format.
 *
 * <p>Where a segment leaves several vectors (m > 1, not in the paper), each is an entry of the bank with a key of its own, and
 * p the paper's over all N m of them: the vector that matches. It stands m times at both ends of the segment: whatever else
 * of the matching segment stood beside it would give away what the vector does not hold (docs/log.md).
 */
final class MemoryRecall {

    private static final long[] LAST = {-1};

    private final HmtParameters parameters;

    MemoryRecall(HmtParameters parameters) {
        this.parameters = parameters;
    }

    /** The keys of memories (R, m, D): each vector times Wk, (R, m, h). */
    Tensor keys(Tensor memories) {
        return Ops.linear(memories, parameters.keyWeight(), null);
    }

    /**
     * Scores of every query against every vector, (Q, C, m).
     *
     * @param queries last hidden states of the summary pass, (Q, D)
     * @param keys of memories, (C, m, h)
     */
    Tensor match(Tensor queries, Tensor keys) {
        Tensor q = Ops.linear(queries, parameters.queryWeight(), null); // (Q, h)
        Tensor products = scaled(q.matmul(keys.flatten(0, 1).transpose(0, 1)), keys); // (Q, C m)
        return products.view(queries.size(0), keys.size(0), keys.size(1));
    }

    /**
     * Recalls a memory prompt for each row.
     *
     * @param queries last hidden states of the summary pass, (R, D)
     * @param banks one bank a row, none empty
     */
    Recalled recall(Tensor queries, List<MemoryBank> banks) {
        int largest = banks.stream().mapToInt(MemoryBank::size).max().orElseThrow();
        Tensor keys = stackPadded(banks.stream().map(MemoryBank::keys).toList(), largest); // (R, N, m, h)
        Tensor vectors = stackPadded(banks.stream().map(MemoryBank::vectors).toList(), largest); // (R, N, m, D)
        return mix(maskBeyondBank(products(queries, keys), banks, largest), vectors);
    }

    /**
     * Recalls a memory prompt for each row, from banks of one size.
     *
     * @param queries last hidden states of the summary pass, (R, D)
     * @param vectors memories, (R, N, m, D)
     * @param keys their keys, (R, N, m, h)
     */
    Recalled recall(Tensor queries, Tensor vectors, Tensor keys) {
        return mix(products(queries, keys), vectors);
    }

    /** q Wq K^T / sqrt(h) for every vector, (R, N, m). */
    private Tensor products(Tensor queries, Tensor keys) {
        Tensor q = Ops.linear(queries, parameters.queryWeight(), null).unsqueeze(2); // (R, h, 1)
        Tensor products = scaled(keys.flatten(1, 2).matmul(q), keys); // (R, N m, 1)
        return products.view(keys.size(0), keys.size(1), keys.size(2));
    }

    private static Tensor scaled(Tensor products, Tensor keys) {
        return Ops.scale(products, 1 / Math.sqrt((double) keys.size(keys.dim() - 1)));
    }

    private static Recalled mix(Tensor scores, Tensor vectors) {
        long each = vectors.size(2); // m
        Tensor weights = Ops.softmax(scores.flatten(1, 2)); // (R, N m)
        Tensor prompt = weights.unsqueeze(1).matmul(vectors.flatten(1, 2)); // p, (R, 1, D)
        return new Recalled(
                each == 1 ? prompt : prompt.expand(-1, each, -1),
                scores,
                each == 1 ? weights : weights.view(scores.shape()).sum(LAST));
    }

    /**
     * The retrieval distance of a row: 1 when the newest memory has the largest weight, 2 for the one before, ...
     *
     * @param weights weights of one row's bank, (size)
     */
    static int distance(float[] weights, int bankSize) {
        int best = 0;
        for (int i = 1; i < bankSize; i++) {
            if (weights[i] > weights[best]) {
                best = i;
            }
        }
        return bankSize - best;
    }

    private static Tensor stackPadded(List<Tensor> rows, int length) {
        List<Tensor> padded = new ArrayList<>(rows.size());
        for (Tensor row : rows) {
            long missing = length - row.size(0);
            if (missing == 0) {
                padded.add(row);
            } else {
                padded.add(Tensors.cat(0, row, row.narrow(0, 0, 1).new_zeros(shapeWith(row, missing))));
            }
        }
        return rows.size() == 1 ? padded.get(0).unsqueeze(0) : Tensors.stack(0, padded.toArray(Tensor[]::new));
    }

    private static long[] shapeWith(Tensor row, long length) {
        long[] shape = row.shape();
        shape[0] = length;
        return shape;
    }

    private static Tensor maskBeyondBank(Tensor products, List<MemoryBank> banks, int largest) {
        if (banks.stream().allMatch(bank -> bank.size() == largest)) {
            return products;
        }
        float[] added = new float[banks.size() * largest];
        for (int row = 0; row < banks.size(); row++) {
            for (int i = banks.get(row).size(); i < largest; i++) {
                added[row * largest + i] = Float.NEGATIVE_INFINITY;
            }
        }
        Tensor mask = torch.eq(Tensors.floats(added, banks.size(), largest), new Scalar(Float.NEGATIVE_INFINITY));
        Tensor beyond = mask.to(products.device(), mask.scalar_type()).unsqueeze(2); // (R, N, 1)
        return products.masked_fill(beyond, new Scalar(Float.NEGATIVE_INFINITY));
    }
}
