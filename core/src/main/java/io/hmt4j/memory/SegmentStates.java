package io.hmt4j.memory;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a segment pass leaves, for R rows: hidden states of [p, sensory, own, p], shorter rows padded behind. Its tensors
 * belong to the scope the pass ran in, and carry gradients where the caller recorded them.
 */
public final class SegmentStates {

    private final Tensor hidden; // (R, T - first, D)
    private final int first;
    private final List<SegmentInput> inputs;
    private final int vectors;

    /**
     * Takes the states of a pass.
     *
     * @param hidden last hidden states, (R, T - first, D)
     * @param first the position they begin at, one of a memory if it is not 0
     * @param vectors memory vectors at each end, m; 0 in the baseline
     */
    SegmentStates(Tensor hidden, int first, List<SegmentInput> inputs, int vectors) {
        this.hidden = hidden;
        this.first = first;
        this.inputs = inputs;
        this.vectors = vectors;
    }

    /** Hidden states of a row's own tokens, (L, D). */
    public Tensor own(int row) {
        SegmentInput input = inputs.get(row);
        return hidden.select(0, row).narrow(0, ownStart(row), input.own().length);
    }

    /** The memory vectors m_k of a row, float32, (m, D); null in the baseline. */
    public @Nullable Tensor memory(int row) {
        return vectors == 0 ? null : float32(hidden.select(0, row).narrow(0, memoryStart(row), vectors));
    }

    /** The memory vectors of all rows, float32, (R, m, D). Not in the baseline. */
    public Tensor memories() {
        int start = memoryStart(0);
        boolean aligned = true;
        for (int row = 1; row < inputs.size(); row++) {
            aligned &= memoryStart(row) == start;
        }
        if (aligned) {
            return float32(hidden.narrow(1, start, vectors));
        }
        Tensor[] rows = new Tensor[inputs.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = hidden.select(0, row).narrow(0, memoryStart(row), vectors);
        }
        return float32(Tensors.stack(0, rows));
    }

    /**
     * Hidden states of chosen own tokens of all rows, one below the other.
     *
     * @param positions for each row, positions within its own tokens
     * @return (P, D), P the number of all positions
     */
    public Tensor at(List<int[]> positions) {
        int total = positions.stream().mapToInt(row -> row.length).sum();
        long[] index = new long[total];
        int next = 0;
        for (int row = 0; row < inputs.size(); row++) {
            long start = row * hidden.size(1) + ownStart(row);
            for (int position : positions.get(row)) {
                index[next++] = start + position;
            }
        }
        Tensor chosen = Tensors.longs(index, total);
        return hidden.flatten(0, 1).index_select(0, chosen.to(hidden.device(), chosen.scalar_type()));
    }

    private int ownStart(int row) {
        if (first > 0) {
            throw new IllegalStateException("the pass was run for the memory alone, it has no states of tokens");
        }
        return vectors + inputs.get(row).sensory().length;
    }

    private int memoryStart(int row) {
        return vectors + inputs.get(row).length() - first;
    }

    private static Tensor float32(Tensor states) {
        return Tensors.as(states, DType.FLOAT32);
    }
}
