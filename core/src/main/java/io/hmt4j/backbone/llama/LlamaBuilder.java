package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.layer.Linear;
import io.hmt4j.backbone.layer.Projection;
import io.hmt4j.backbone.layer.RmsNorm;
import io.hmt4j.backbone.weights.Weights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the layers of a Llama-like model together from its weights. */
final class LlamaBuilder {

    private final LlamaConfig config;
    private final Weights weights;

    LlamaBuilder(LlamaConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
    }

    LlamaLayer layer(int number) {
        String prefix = LlamaWeights.layer(number);
        return new LlamaLayer(
                norm(prefix + "input_layernorm.weight"),
                attention(number, prefix + "self_attn."),
                norm(prefix + "post_attention_layernorm.weight"),
                gateUp(prefix + "mlp."),
                config.activation(),
                linear(prefix + "mlp.down_proj"));
    }

    RmsNorm norm(String name) {
        return new RmsNorm(weights.get(name), config.epsilon(), weights);
    }

    private LlamaAttention attention(int number, String prefix) {
        return new LlamaAttention(
                number,
                config.heads(),
                config.layers().get(number),
                queryKeyValue(prefix),
                headNorm(prefix + "q_norm.weight"),
                headNorm(prefix + "k_norm.weight"),
                linear(prefix + "o_proj"));
    }

    private Projection queryKeyValue(String prefix) {
        int query = config.heads().queryWidth();
        int key = config.heads().keyWidth();
        return isFused()
                ? Projection.fused(linear(prefix + "qkv_proj"), List.of(query, key, key))
                : Projection.of(weights, List.of(prefix + "q_proj", prefix + "k_proj", prefix + "v_proj"));
    }

    private Projection gateUp(String prefix) {
        int width = config.feedForward();
        return isFused()
                ? Projection.fused(linear(prefix + "gate_up_proj"), List.of(width, width))
                : Projection.of(weights, List.of(prefix + "gate_proj", prefix + "up_proj"));
    }

    private boolean isFused() {
        return config.family().has(Trait.FUSED_PROJECTIONS);
    }

    private @Nullable RmsNorm headNorm(String name) {
        return config.family().has(Trait.HEAD_NORMS) ? norm(name) : null;
    }

    private Linear linear(String name) {
        return Linear.of(weights, name);
    }
}
