package io.hmt4j.backbone.adapter;

/**
 * A linear map of a model, as far as adapters know it.
 *
 * @param name its path in transformers' causal language model, such as {@code model.layers.0.self_attn.q_proj}
 * @param out width of its output
 * @param in width of its input
 */
public record LinearModule(String name, long out, long in) {

    private static final String HEAD = "lm_head";

    /** Whether this is the language-model head, which {@code all-linear} leaves out. */
    public boolean isHead() {
        return name.equals(HEAD);
    }

    /** The last part of the path, such as {@code q_proj}. */
    String lastName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
