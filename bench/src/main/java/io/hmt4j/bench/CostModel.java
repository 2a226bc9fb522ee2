package io.hmt4j.bench;

import io.hmt4j.memory.HmtConfig;
import io.hmt4j.tensor.WeightFormat;

/**
 * What each step of a Llama with its memory costs: docs/performance.md.
 *
 * @param shape the backbone
 * @param config the memory
 * @param format the format of the weights
 */
record CostModel(Shape shape, HmtConfig config, WeightFormat format) {

    private static final int FLOAT = 4;

    /** Rows of a segment pass. */
    int segmentRows() {
        return config.segmentTokens() + config.sensoryTokens() + 2 * config.memoryVectors();
    }

    /** Rows of a summary pass. */
    int summaryRows() {
        return config.summaryTokens() + 2;
    }

    /** All linear products of the layers over so many rows: two operations a weight and row, each weight moved once. */
    Cost linear(int rows) {
        return new Cost(2.0 * rows * linearWeights(), 0, weightBytes() * linearWeights());
    }

    /** Scores and their product with the values; causal, so half of the square. */
    Cost attention(int rows) {
        return new Cost(0, 2.0 * shape.layers * rows * rows * shape.width, 0);
    }

    Cost pass(int rows) {
        return linear(rows).plus(attention(rows));
    }

    /** The query's projection, the scores, the mixture. */
    Cost recall() {
        double width = shape.width;
        double memories = config.bankSize();
        double recallWidth = config.recallWidth();
        double weights = recallWidth * (width + memories) + memories * width;
        return new Cost(0, 2 * weights, FLOAT * weights);
    }

    /** A whole segment of a document. */
    Cost segment() {
        return pass(segmentRows()).plus(pass(summaryRows())).plus(recall());
    }

    /** The language-model head over one row. Int4 holds it in int8. */
    Cost head() {
        double weights = (double) shape.width * shape.vocabulary;
        return new Cost(2 * weights, 0, Math.max(1, weightBytes()) * weights);
    }

    /** A token behind so many positions, whose keys and values lie in float32. */
    Cost decoded(int past) {
        double layers = shape.layers;
        double keyWidth = (double) shape.width / shape.heads * shape.keyHeads;
        Cost attention = new Cost(0, 4 * past * layers * shape.width, 2 * FLOAT * past * layers * keyWidth);
        return linear(1).plus(head()).plus(attention);
    }

    private double linearWeights() {
        double width = shape.width;
        double keyWidth = width / shape.heads * shape.keyHeads;
        return shape.layers * (2 * width * width + 2 * width * keyWidth + 3 * width * shape.inner);
    }

    private double weightBytes() {
        return switch (format) {
            case INT8 -> 1;
            case INT4 -> 0.5;
            default -> format.arithmetic().bytes();
        };
    }
}
