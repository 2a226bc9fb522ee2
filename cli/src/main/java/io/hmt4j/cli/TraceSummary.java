package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.RecallQuery;
import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.Tensors;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/** The figures of a trace as JSON. */
final class TraceSummary {

    private TraceSummary() {}

    static ObjectNode of(Trace trace, HmtConfig config, Map<String, Tensor> tensors) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("mode", config.mode().name().toLowerCase(Locale.ROOT));
        root.put(
                "tokens",
                trace.segmentLengths().stream().mapToInt(Integer::intValue).sum());
        root.put("segments", trace.segmentLengths().size());
        putLoss(root, trace);
        root.put("strictly_causal", isStrictlyCausal(config));
        addAll(root.putArray("segment_lengths"), trace.segmentLengths());
        addAll(root.putArray("retrieval_distances"), trace.retrievalDistances());
        putHistogram(root.putObject("retrieval_distance_histogram"), trace.retrievalDistances());
        ObjectNode shapes = root.putObject("tensors");
        tensors.forEach((name, tensor) -> {
            ArrayNode shape = shapes.putArray(name);
            for (long size : tensor.shape()) {
                shape.add(size);
            }
        });
        return root;
    }

    /** Whether no loss knows, through its recall weights, of tokens that come after what it predicts from. */
    static boolean isStrictlyCausal(HmtConfig config) {
        return !config.mode().hasRecall() || config.recallQuery() == RecallQuery.PRECEDING;
    }

    /** Null where there is no loss, or no finite one: JSON has no other word for it. */
    private static void putLoss(ObjectNode root, Trace trace) {
        Tensor losses = trace.tokenLosses();
        double mean = losses == null ? Double.NaN : mean(Tensors.toFloats(losses));
        putFinite(root, "mean_loss", mean);
        putFinite(root, "perplexity", Math.exp(mean));
    }

    private static void putFinite(ObjectNode root, String key, double value) {
        if (Double.isFinite(value)) {
            root.put(key, value);
        } else {
            root.putNull(key);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static void putHistogram(ObjectNode histogram, List<Integer> distances) {
        Map<Integer, Integer> counts = new TreeMap<>();
        distances.forEach(distance -> counts.merge(distance, 1, Integer::sum));
        counts.forEach((distance, count) -> histogram.put(String.valueOf(distance), count));
    }

    private static void addAll(ArrayNode array, List<Integer> values) {
        values.forEach(array::add);
    }
}
