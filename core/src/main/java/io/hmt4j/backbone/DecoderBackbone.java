package io.hmt4j.backbone;

import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.LayerStack;
import io.hmt4j.backbone.layer.Linear;
import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.ThreadLimit;
import io.hmt4j.tensor.WeightFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** What all families have in common: a table of embeddings, a stack of layers with one cache, a head. */
public abstract class DecoderBackbone implements Backbone {

    private static final String HEAD = "lm_head";

    private final BackboneShape shape;
    private final Weights weights;
    private final String embeddings;
    private final Linear head;

    /**
     * Takes the weights over.
     *
     * @param embeddings name of the table of embeddings, (V, D)
     * @param head name of the matrix of the head, (V, D); the same where they are tied
     */
    protected DecoderBackbone(BackboneShape shape, Weights weights, String embeddings, String head) {
        this.shape = shape;
        this.weights = weights;
        this.embeddings = embeddings;
        this.head = Linear.named(weights, HEAD, head);
    }

    /** The sliding windows of the layers, {@link CausalAttention#UNLIMITED} for those that have none. */
    protected abstract Set<Integer> windows();

    /** What comes before the layers: (B, T, D) to the width of the layers. */
    protected abstract Tensor enter(Tensor input, int past, int tokens);

    /**
     * The layers, ready for one pass.
     *
     * @param all attention of all its positions
     * @param newest attention of those that the last layer is wanted for
     */
    protected abstract List<UnaryOperator<Tensor>> layers(
            CausalAttention all, CausalAttention newest, @Nullable KeyValueCache cache);

    /** What comes after the layers: to (B, T, D). */
    protected abstract Tensor leave(Tensor hidden);

    @Override
    public final BackboneShape shape() {
        return shape;
    }

    @Override
    public final ComputeDevice device() {
        return weights.device();
    }

    @Override
    public final WeightFormat weightFormat() {
        return weights.format();
    }

    @Override
    public final Tensor embed(Tensor ids) {
        return weights.lookup(embeddings, ids);
    }

    @Override
    public final Tensor forward(Tensor input, @Nullable KeyValueCache cache, int newest) {
        int past = cache == null ? 0 : cache.length();
        int tokens = Math.toIntExact(input.size(1));
        if (newest < 1 || newest > tokens) {
            throw new IllegalArgumentException("newest is " + newest + "; allowed: 1 to " + tokens);
        }
        try (ThreadLimit limit = threadsFor(input);
                Scope scope = Scope.open()) {
            Tensor entered = own(enter(own(input), past, tokens));
            CausalAttention all = attention(past, tokens);
            CausalAttention last = newest == tokens ? all : attention(past + tokens - newest, newest);
            Tensor hidden = LayerStack.run(layers(all, last, cache), entered);
            if (cache != null) {
                cache.advance(tokens);
            }
            return scope.keep(own(leave(hidden)));
        }
    }

    @Override
    public final Tensor logits(Tensor hidden) {
        try (ThreadLimit limit = threadsFor(hidden)) {
            return head.apply(own(hidden));
        }
    }

    /** In the format that hidden states have between products. */
    private Tensor own(Tensor states) {
        return Tensors.as(states, weights.type());
    }

    private CausalAttention attention(int past, int tokens) {
        DType products = Autocast.isOn() ? DType.BFLOAT16 : weights.format().attentionProducts();
        return new CausalAttention(past, tokens, windows(), products, device());
    }

    private ThreadLimit threadsFor(Tensor input) {
        boolean oneRow = input.numel() == input.size(-1);
        return oneRow && weights.format().isQuantized() ? ThreadLimit.one() : ThreadLimit.all();
    }

    @Override
    public final Map<String, Tensor> parameters() {
        return weights.all();
    }

    @Override
    public final @Nullable LoraAdapters adapters() {
        return weights.adapters();
    }

    @Override
    public final void close() {
        weights.close();
    }
}
