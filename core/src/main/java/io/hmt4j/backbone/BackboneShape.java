package io.hmt4j.backbone;

/**
 * The facts of a model that HMT and its users ask for.
 *
 * @param family the family's {@code model_type}, such as {@code llama}
 * @param width width of embeddings and of hidden states after the final norm, D
 * @param layers number of layers
 * @param vocabulary number of token ids, V
 * @param maxPositions positions the model was made for; a segment with its memory and sensory tokens must fit
 * @param parameters number of weights, a tied head counted once
 */
public record BackboneShape(String family, int width, int layers, int vocabulary, int maxPositions, long parameters) {}
