package io.hmt4j.bench.training;

import io.hmt4j.tensor.DType;

/**
 * Forward and backward passes over random documents.
 *
 * @param model the model's folder
 * @param trained what is trained
 * @param segmentTokens tokens of a segment
 * @param segments segments of a document
 * @param documents documents side by side
 * @param threads threads
 * @param exact whether memory is kept constant as {@code hmt train} does, at the price of a second forward pass; else the
 *     graph of all segments is kept
 * @param products number format of the products: FLOAT32 or BFLOAT16
 * @param repeats passes that are measured, behind one that is not
 */
record TrainingTask(
        String model,
        Trained trained,
        int segmentTokens,
        int segments,
        int documents,
        int threads,
        boolean exact,
        DType products,
        int repeats) {

    /** What is trained. */
    enum Trained {
        /** Backbone and memory. */
        ALL,
        /** The memory's own parameters, and adapters of rank 8 on all linear maps. */
        LORA
    }

    /** Tokens of one pass. */
    long tokens() {
        return (long) segmentTokens * segments * documents;
    }
}
