package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.DecoderBackbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.RmsNorm;
import io.hmt4j.backbone.llama.LlamaConfig.Heads;
import io.hmt4j.backbone.llama.LlamaConfig.LayerKind;
import io.hmt4j.backbone.rope.RotaryEmbedding;
import io.hmt4j.backbone.rope.Rotation;
import io.hmt4j.backbone.weights.Weights;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A Llama-like model: nothing before its layers, a norm behind them. */
final class LlamaBackbone extends DecoderBackbone {

    private final Heads heads;
    private final Weights weights;
    private final List<LlamaLayer> layers;
    private final RmsNorm norm;
    private final RotaryEmbedding rotary;
    private final Set<Integer> windows;

    LlamaBackbone(LlamaConfig config, Weights weights) {
        super(
                config.shape(),
                weights,
                LlamaWeights.EMBEDDINGS,
                config.tied() ? LlamaWeights.EMBEDDINGS : LlamaWeights.HEAD);
        this.weights = weights;
        heads = config.heads();
        LlamaBuilder builder = new LlamaBuilder(config, weights);
        layers = IntStream.range(0, config.layers().size())
                .mapToObj(builder::layer)
                .toList();
        norm = builder.norm(LlamaWeights.NORM);
        rotary = new RotaryEmbedding(config.rope(), weights);
        windows = config.layers().stream().map(LayerKind::window).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    protected Set<Integer> windows() {
        return windows;
    }

    @Override
    protected Tensor enter(Tensor input, int past, int tokens) {
        return input;
    }

    @Override
    protected List<UnaryOperator<Tensor>> layers(
            CausalAttention all, CausalAttention newest, @Nullable KeyValueCache cache) {
        Rotation rotation = rotary.at(all.past(), all.tokens());
        int last = layers.size() - 1;
        return IntStream.rangeClosed(0, last)
                .<UnaryOperator<Tensor>>mapToObj(layer ->
                        hidden -> layers.get(layer).apply(hidden, rotation, layer == last ? newest : all, cache))
                .toList();
    }

    @Override
    protected Tensor leave(Tensor hidden) {
        return norm.apply(hidden);
    }

    @Override
    public KeyValueCache newCache(int batch, int capacity) {
        return new KeyValueCache(
                layers.size(), batch, heads.key(), capacity, heads.width(), weights.type(), weights.device());
    }
}
