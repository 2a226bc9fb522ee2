package io.hmt4j.cli;

import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The tensors of a trace, named and shaped as in the parity fixtures. They belong to the current scope. */
final class TraceTensors {

    private TraceTensors() {}

    /**
     * The tensors of one document, a batch of one.
     *
     * @return {@code token_nll} (1, T-1); with a memory {@code memory_out} and {@code memory_in} [segment, 1, D], or
     *     [segment, 1, m, D] for m &gt; 1 memory vectors; with recall {@code recalled}, shaped alike, and
     *     {@code scores_softmax} [segment, 1, N], padded right with 0, for all segments but the first
     */
    static Map<String, Tensor> of(Trace trace) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Tensor losses = trace.tokenLosses();
        tensors.put(
                "token_nll",
                losses == null ? Tensors.empty(DType.FLOAT32, ComputeDevice.CPU, 1, 0) : losses.unsqueeze(0));
        if (!trace.memories().isEmpty()) {
            tensors.put("memory_out", perSegment(trace.memories()));
            tensors.put("memory_in", perSegment(trace.prompts()));
        }
        int recalls = trace.weights().size();
        if (recalls > 0) {
            List<Tensor> prompts = trace.prompts();
            tensors.put("recalled", perSegment(prompts.subList(prompts.size() - recalls, prompts.size())));
            tensors.put("scores_softmax", padded(trace.weights()));
        }
        return tensors;
    }

    /** (m, D) each, stacked: for m = 1 the one row stands where the batch of one does. */
    private static Tensor perSegment(List<Tensor> vectors) {
        Tensor stacked = Tensors.stack(0, vectors.toArray(Tensor[]::new)); // (segments, m, D)
        return stacked.size(1) == 1 ? stacked : stacked.unsqueeze(1);
    }

    private static Tensor padded(List<Tensor> weights) {
        int most = weights.stream()
                .mapToInt(row -> Math.toIntExact(row.size(0)))
                .max()
                .orElseThrow();
        float[] values = new float[weights.size() * most];
        for (int row = 0; row < weights.size(); row++) {
            float[] own = Tensors.toFloats(weights.get(row));
            System.arraycopy(own, 0, values, row * most, own.length);
        }
        return Tensors.floats(values, weights.size(), 1, most);
    }
}
