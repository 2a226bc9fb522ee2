package io.hmt4j.memory;

import org.bytedeco.pytorch.Tensor;

/**
 * What was recalled for a batch of rows.
 *
 * @param prompts memory prompts: p as often as a segment leaves vectors, (R, m, D)
 * @param scores of every vector, whose softmax weighs them, (R, N, m) with N the size of the largest bank; minus infinity
 *     beyond a row's own bank
 * @param weights weights of the memories, each the sum of those of its vectors, (R, N); 0 beyond a row's own bank
 */
public record Recalled(Tensor prompts, Tensor scores, Tensor weights) {}
