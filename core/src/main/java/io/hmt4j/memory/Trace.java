package io.hmt4j.memory;

import io.hmt4j.memory.SegmentLoop.ClosedSegment;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What happened while one document was read, segment by segment. Its tensors belong to the scope the trace was made in.
 */
public final class Trace {

    private final List<Integer> segmentLengths = new ArrayList<>();
    private final List<Integer> retrievalDistances = new ArrayList<>();
    private final List<Tensor> losses = new ArrayList<>();
    private final List<Tensor> memories = new ArrayList<>();
    private final List<Tensor> prompts = new ArrayList<>();
    private final List<Tensor> weights = new ArrayList<>();

    Trace() {}

    /** Own tokens of each segment. */
    public List<Integer> segmentLengths() {
        return List.copyOf(segmentLengths);
    }

    /** Retrieval distance of each segment that recalled something: 1 is the newest memory. */
    public List<Integer> retrievalDistances() {
        return List.copyOf(retrievalDistances);
    }

    /** Loss -log p of every token but the first, float32, (T-1). Null for a document of fewer than two tokens. */
    public @Nullable Tensor tokenLosses() {
        return losses.isEmpty() ? null : Tensors.cat(0, losses.toArray(Tensor[]::new));
    }

    /** Memory vectors m_k of each segment, (m, D); empty in the baseline. */
    public List<Tensor> memories() {
        return List.copyOf(memories);
    }

    /** Memory prompts p_k of each segment, (m, D), the first of them p_0; empty in the baseline. */
    public List<Tensor> prompts() {
        return List.copyOf(prompts);
    }

    /** Recall weights of each segment that recalled something, (size of the bank then), oldest memory first. */
    public List<Tensor> weights() {
        return List.copyOf(weights);
    }

    void add(
            ClosedSegment segment,
            @Nullable Tensor loss,
            @Nullable Tensor memory,
            @Nullable Tensor prompt,
            @Nullable Tensor recallWeights) {
        segmentLengths.add(segment.input().own().length);
        addPresent(losses, loss);
        addPresent(memories, memory);
        addPresent(prompts, prompt);
        addPresent(weights, recallWeights);
        if (recallWeights != null) {
            float[] values = Tensors.toFloats(recallWeights);
            retrievalDistances.add(MemoryRecall.distance(values, values.length));
        }
    }

    private static void addPresent(List<Tensor> list, @Nullable Tensor tensor) {
        if (tensor != null) {
            list.add(tensor);
        }
    }
}
