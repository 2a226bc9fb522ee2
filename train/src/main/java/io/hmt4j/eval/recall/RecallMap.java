package io.hmt4j.eval.recall;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** Which segment recalled which, over the first segments of documents. */
public final class RecallMap {

    /** Texts of an evaluation that it looks at. */
    public static final int MOST_TEXTS = 4;

    /** Segments of each that it looks at. */
    public static final int MOST_SEGMENTS = 64;

    private final List<double[]> weights = new ArrayList<>();
    private final Map<Integer, Integer> distances = new TreeMap<>();
    private int recalls;

    /**
     * Reads the beginning of a document and notes what its segments recall; the weights of the first document are kept.
     *
     * @param segments how many segments to read at most
     */
    public void read(HmtModel model, int[] tokens, int segments, ReadListener listener) {
        boolean first = weights.isEmpty();
        int length = Math.min(tokens.length, segments * model.config().segmentTokens());
        try (DocumentMemory memory = model.newMemory()) {
            model.read(List.of(memory), List.of(Arrays.copyOf(tokens, length)), new ReadListener() {
                @Override
                public void recalled(DocumentMemory reading, Tensor recalled) {
                    note(Math.toIntExact(reading.segments()), Tensors.toFloats(recalled), first);
                }

                @Override
                public boolean cancelled() {
                    return listener.cancelled();
                }
            });
        }
    }

    /** Recalls that were noted. */
    public int recalls() {
        return recalls;
    }

    /** Weights of one document: a row for each segment, a column for each segment it could recall; NaN for the others. */
    public double[][] heat() {
        int size = weights.stream().mapToInt(row -> row.length).max().orElse(0);
        // The first segment has nothing to recall.
        return Stream.concat(Stream.of(new double[0]), weights.stream())
                .map(row -> {
                    double[] padded = new double[size];
                    Arrays.fill(padded, Double.NaN);
                    System.arraycopy(row, 0, padded, 0, row.length);
                    return padded;
                })
                .toArray(double[][]::new);
    }

    /** How often each distance was the strongest, from 1 (the segment before) on. */
    public double[] histogram() {
        int largest = distances.keySet().stream().max(Integer::compare).orElse(0);
        double[] counts = new double[largest];
        distances.forEach((distance, count) -> counts[distance - 1] = count);
        return counts;
    }

    /** The listener is told when the segment is closed already. */
    private void note(int closed, float[] recalled, boolean keep) {
        recalls++;
        int best = 0;
        for (int i = 1; i < recalled.length; i++) {
            if (recalled[i] > recalled[best]) {
                best = i;
            }
        }
        distances.merge(recalled.length - best, 1, Integer::sum);
        if (keep) {
            // A full bank has slid: its last memory is that of the segment before.
            int segment = closed - 1;
            double[] row = new double[segment];
            Arrays.fill(row, Double.NaN);
            for (int i = 0; i < recalled.length; i++) {
                row[segment - recalled.length + i] = recalled[i];
            }
            weights.add(row);
        }
    }
}
