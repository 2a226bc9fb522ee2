package io.hmt4j.cli.demo;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.Tensor;

/** Keeps the recall weights of the last segments that were read. */
public final class RecallLog implements ReadListener {

    private final int most;
    private final BooleanSupplier stop;
    private final Deque<Recalled> last = new ArrayDeque<>();

    /**
     * Makes a log.
     *
     * @param most segments to keep, 1 and more
     * @param stop asked between segments whether to end the reading
     */
    public RecallLog(int most, BooleanSupplier stop) {
        this.most = most;
        this.stop = stop;
    }

    /**
     * What one segment recalled.
     *
     * @param segment number of the segment, 0 for the first of the document
     * @param weights weight of each memory, oldest first
     */
    public record Recalled(long segment, List<Float> weights) {

        public Recalled {
            weights = List.copyOf(weights);
        }

        /** Number of the segment whose memory weighs most. */
        public long strongest() {
            int best = 0;
            for (int i = 1; i < weights.size(); i++) {
                best = weights.get(i) > weights.get(best) ? i : best;
            }
            return segment - weights.size() + best;
        }

        /** The largest weight. */
        public float largest() {
            return Math.max(0, weights.stream().max(Float::compare).orElse(0f));
        }
    }

    /** What the last segments recalled, in their order. */
    public List<Recalled> last() {
        return List.copyOf(last);
    }

    @Override
    public void recalled(DocumentMemory memory, Tensor weights) {
        float[] values = Tensors.toFloats(weights);
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        // The segment is counted already when the listener hears of it.
        last.addLast(new Recalled(memory.segments() - 1, boxed));
        if (last.size() > most) {
            last.removeFirst();
        }
    }

    @Override
    public boolean cancelled() {
        return stop.getAsBoolean();
    }
}
