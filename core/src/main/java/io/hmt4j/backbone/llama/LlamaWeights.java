package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.WeightSpec;
import io.hmt4j.backbone.weights.WeightSpec.Initial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of a Llama-like model: names as in transformers, and shapes. */
final class LlamaWeights {

    static final String EMBEDDINGS = "model.embed_tokens.weight";
    static final String NORM = "model.norm.weight";
    static final String HEAD = "lm_head.weight";

    private final LlamaConfig config;
    private final List<WeightSpec> specs = new ArrayList<>();

    LlamaWeights(LlamaConfig config) {
        this.config = config;
    }

    /** The beginning of the names of a layer's weights. */
    static String layer(int number) {
        return "model.layers." + number + ".";
    }

    WeightPlan plan() {
        int width = config.width();
        matrix(EMBEDDINGS, config.vocabulary(), width);
        for (int layer = 0; layer < config.layers().size(); layer++) {
            attention(layer(layer) + "self_attn.");
            feedForward(layer(layer) + "mlp.");
            norm(layer(layer) + "input_layernorm.weight", width);
            norm(layer(layer) + "post_attention_layernorm.weight", width);
        }
        norm(NORM, width);
        if (!config.tied()) {
            matrix(HEAD, config.vocabulary(), width);
        }
        return new WeightPlan(
                specs,
                config.tied() ? Map.of(HEAD, EMBEDDINGS) : Map.of(),
                EMBEDDINGS,
                Set.of(EMBEDDINGS),
                config.initializerRange());
    }

    private void attention(String prefix) {
        LlamaConfig.Heads heads = config.heads();
        boolean bias = config.biases().queryKeyValue();
        int width = config.width();
        if (config.family().has(Trait.FUSED_PROJECTIONS)) {
            linear(prefix + "qkv_proj", heads.queryWidth() + 2 * heads.keyWidth(), width, bias);
        } else {
            linear(prefix + "q_proj", heads.queryWidth(), width, bias);
            linear(prefix + "k_proj", heads.keyWidth(), width, bias);
            linear(prefix + "v_proj", heads.keyWidth(), width, bias);
        }
        linear(prefix + "o_proj", width, heads.queryWidth(), config.biases().output());
        if (config.family().has(Trait.HEAD_NORMS)) {
            norm(prefix + "q_norm.weight", heads.width());
            norm(prefix + "k_norm.weight", heads.width());
        }
    }

    private void feedForward(String prefix) {
        boolean bias = config.biases().feedForward();
        int width = config.width();
        if (config.family().has(Trait.FUSED_PROJECTIONS)) {
            linear(prefix + "gate_up_proj", 2L * config.feedForward(), width, bias);
        } else {
            linear(prefix + "gate_proj", config.feedForward(), width, bias);
            linear(prefix + "up_proj", config.feedForward(), width, bias);
        }
        linear(prefix + "down_proj", width, config.feedForward(), bias);
    }

    private void linear(String name, long out, long in, boolean bias) {
        matrix(name + ".weight", out, in);
        if (bias) {
            specs.add(new WeightSpec(name + ".bias", Initial.ZERO, out));
        }
    }

    private void matrix(String name, long out, long in) {
        specs.add(new WeightSpec(name, Initial.NORMAL, out, in));
    }

    private void norm(String name, long width) {
        specs.add(new WeightSpec(name, Initial.ONE, width));
    }
}
