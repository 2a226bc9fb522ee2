package io.hmt4j.memory;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What HMT adds to a backbone, in float32.
 *
 * <p>Owns its tensors until it is closed.
 */
public final class HmtParameters implements AutoCloseable {

    private static final int EMBEDDING_ROWS_AT_ONCE = 2048;

    private final Tensor firstPrompt;
    private final Tensor summaryPrompt;
    private final Tensor queryWeight;
    private final Tensor keyWeight;

    /**
     * Takes the tensors; they are owned from here on.
     *
     * @param firstPrompt the memory prompt of the first segment, p_0, (m, D)
     * @param summaryPrompt the learned summary prompt, T, (1, D)
     * @param queryWeight projection of recall queries, Wq, (h, D)
     * @param keyWeight projection of memories to recall keys, Wk, (h, D)
     */
    public HmtParameters(Tensor firstPrompt, Tensor summaryPrompt, Tensor queryWeight, Tensor keyWeight) {
        this.firstPrompt = Scope.own(firstPrompt);
        this.summaryPrompt = Scope.own(summaryPrompt);
        this.queryWeight = Scope.own(queryWeight);
        this.keyWeight = Scope.own(keyWeight);
    }

    /**
     * Untrained parameters: T and p_0 normal with the standard deviation of the embeddings, Wq and Wk as a linear layer
     * starts, uniform within 1 / sqrt(D).
     */
    public static HmtParameters fresh(Backbone backbone, HmtConfig config, long seed) {
        int width = backbone.shape().width();
        ComputeDevice device = backbone.device();
        try (Scope scope = Scope.withoutGradient()) {
            double deviation = embeddingDeviation(backbone);
            SeededTensors random = new SeededTensors(seed);
            double bound = 1 / Math.sqrt(width);
            return new HmtParameters(
                    Tensors.on(random.normal(deviation, config.memoryVectors(), width), device),
                    Tensors.on(random.normal(deviation, 1, width), device),
                    Tensors.on(random.uniform(bound, config.recallWidth(), width), device),
                    Tensors.on(random.uniform(bound, config.recallWidth(), width), device));
        }
    }

    /**
     * Sets Wq and Wk to c times the identity, so that recall starts by comparing a query with memories as they are. A
     * recall that is trained from nothing finds its way much faster from there (docs/log.md).
     */
    public void setRecallToIdentity(double scale) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor identity = Ops.scale(torch.eye(queryWeight.size(0), queryWeight.size(1)), scale);
            queryWeight.copy_(identity);
            keyWeight.copy_(identity);
        }
    }

    /** p_0, (m, D). */
    public Tensor firstPrompt() {
        return firstPrompt;
    }

    /** T, (1, D). */
    public Tensor summaryPrompt() {
        return summaryPrompt;
    }

    /** Wq, (h, D). */
    public Tensor queryWeight() {
        return queryWeight;
    }

    /** Wk, (h, D). */
    public Tensor keyWeight() {
        return keyWeight;
    }

    /** All tensors by the names they have in {@code hmt.safetensors}. */
    public Map<String, Tensor> byName() {
        Map<String, Tensor> named = new LinkedHashMap<>();
        named.put(HmtFiles.FIRST_PROMPT, firstPrompt);
        named.put(HmtFiles.SUMMARY_PROMPT, summaryPrompt);
        named.put(HmtFiles.QUERY_WEIGHT, queryWeight);
        named.put(HmtFiles.KEY_WEIGHT, keyWeight);
        return named;
    }

    /** Standard deviation over all elements of the embedding matrix. */
    private static double embeddingDeviation(Backbone backbone) {
        int vocabulary = backbone.shape().vocabulary();
        double sum = 0;
        double squares = 0;
        for (int from = 0; from < vocabulary; from += EMBEDDING_ROWS_AT_ONCE) {
            try (Scope scope = Scope.withoutGradient()) {
                int rows = Math.min(EMBEDDING_ROWS_AT_ONCE, vocabulary - from);
                Tensor ids = Tensors.range(vocabulary, backbone.device()).narrow(0, from, rows);
                Tensor values = Tensors.as(backbone.embed(ids.unsqueeze(0)), DType.FLOAT64);
                sum += values.sum().item_double();
                squares += torch.square(values).sum().item_double();
            }
        }
        double count = (double) vocabulary * backbone.shape().width();
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }

    @Override
    public void close() {
        byName().values().forEach(Scope::free);
    }
}
