package io.hmt4j.backbone.llama;

/** In what a family differs from the first Llama. */
enum Trait {
    /** {@code attention_bias} gives biases to query, key, value and output. */
    ATTENTION_BIAS_KEY,
    /** {@code mlp_bias} gives biases to the feed-forward layer. */
    FEED_FORWARD_BIAS_KEY,
    /** Query, key and value always have biases, the output has none. */
    QUERY_KEY_VALUE_BIAS,
    /** Each head of query and key is normalised before it is rotated. */
    HEAD_NORMS,
    /** One matrix for query, key and value, one for gate and up. */
    FUSED_PROJECTIONS,
    /** {@code sliding_window} holds for all layers. */
    WINDOW_IN_ALL_LAYERS,
    /** {@code sliding_window} holds from layer {@code max_window_layers} on, if {@code use_sliding_window} says so. */
    WINDOW_IN_UPPER_LAYERS,
    /** {@code sliding_window} is 4096 where the configuration does not mention it, not even as null. */
    WINDOW_BY_DEFAULT,
    /** Layers without rotation ({@code no_rope_layers}), which may have a window. */
    UNROTATED_LAYERS,
    /** The head is tied to the embeddings unless {@code tie_word_embeddings} says otherwise. */
    TIED
}
