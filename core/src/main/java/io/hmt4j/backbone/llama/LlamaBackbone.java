package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.BackboneShape;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.LayerStack;
import io.hmt4j.backbone.layer.RmsNorm;
import io.hmt4j.backbone.llama.LlamaConfig.LayerKind;
import io.hmt4j.backbone.rope.RotaryEmbedding;
import io.hmt4j.backbone.rope.Rotation;
import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A Llama-like model: embeddings, layers, norm, head. */
final class LlamaBackbone implements Backbone {

    private final LlamaConfig config;
    private final BackboneShape shape;
    private final Weights weights;
    private final List<LlamaLayer> layers;
    private final RmsNorm norm;
    private final RotaryEmbedding rotary;
    private final Set<Integer> windows;

    LlamaBackbone(LlamaConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
        shape = config.shape();
        LlamaBuilder builder = new LlamaBuilder(config, weights);
        layers = IntStream.range(0, config.layers().size())
                .mapToObj(builder::layer)
                .toList();
        norm = builder.norm(LlamaWeights.NORM);
        rotary = new RotaryEmbedding(config.rope(), weights);
        windows = config.layers().stream().map(LayerKind::window).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public BackboneShape shape() {
        return shape;
    }

    @Override
    public ComputeDevice device() {
        return weights.device();
    }

    @Override
    public Tensor embed(Tensor ids) {
        return Ops.embedding(weights.get(LlamaWeights.EMBEDDINGS), ids);
    }

    @Override
    public Tensor forward(Tensor embeddings, @Nullable KeyValueCache cache) {
        try (Scope scope = Scope.open()) {
            Tensor input = Tensors.as(embeddings, weights.type());
            int past = cache == null ? 0 : cache.length();
            int tokens = Math.toIntExact(input.size(1));
            Rotation rotation = rotary.at(past, tokens);
            CausalAttention attention = new CausalAttention(past, tokens, windows, device());
            List<UnaryOperator<Tensor>> steps = layers.stream()
                    .<UnaryOperator<Tensor>>map(layer -> hidden -> layer.apply(hidden, rotation, attention, cache))
                    .toList();
            Tensor hidden = LayerStack.run(steps, input); // (B, T, D)
            if (cache != null) {
                cache.advance(tokens);
            }
            return scope.keep(norm.apply(hidden));
        }
    }

    @Override
    public Tensor logits(Tensor hidden) {
        String head = config.tied() ? LlamaWeights.EMBEDDINGS : LlamaWeights.HEAD;
        return Ops.linear(Tensors.as(hidden, weights.type()), weights.get(head), null);
    }

    @Override
    public KeyValueCache newCache(int batch, int capacity) {
        return new KeyValueCache(
                layers.size(),
                batch,
                config.heads().key(),
                capacity,
                config.heads().width(),
                weights.type(),
                device());
    }

    @Override
    public Map<String, Tensor> parameters() {
        return weights.all();
    }

    @Override
    public void close() {
        weights.close();
    }
}
