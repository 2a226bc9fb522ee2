package io.hmt4j.backbone.opt;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.BackboneShape;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.LayerNorm;
import io.hmt4j.backbone.layer.LayerStack;
import io.hmt4j.backbone.layer.Linear;
import io.hmt4j.backbone.weights.Weights;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** An OPT model: embeddings, positions, layers, norm, head. */
final class OptBackbone implements Backbone {

    private final OptConfig config;
    private final BackboneShape shape;
    private final Weights weights;
    private final List<OptLayer> layers;
    private final @Nullable LayerNorm norm;
    private final @Nullable Linear projectIn;
    private final @Nullable Linear projectOut;

    OptBackbone(OptConfig config, Weights weights) {
        this.config = config;
        this.weights = weights;
        shape = config.shape();
        OptBuilder builder = new OptBuilder(config, weights);
        layers = IntStream.range(0, config.layers()).mapToObj(builder::layer).toList();
        norm = config.finalNorm() ? builder.norm(OptWeights.NORM) : null;
        projectIn = config.isProjected() ? new Linear(weights.get(OptWeights.PROJECT_IN + ".weight"), null) : null;
        projectOut = config.isProjected() ? new Linear(weights.get(OptWeights.PROJECT_OUT + ".weight"), null) : null;
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
        return Ops.embedding(weights.get(OptWeights.EMBEDDINGS), ids);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InputException if there are no embeddings for so many positions
     */
    @Override
    public Tensor forward(Tensor embeddings, @Nullable KeyValueCache cache) {
        try (Scope scope = Scope.open()) {
            int past = cache == null ? 0 : cache.length();
            int tokens = Math.toIntExact(embeddings.size(1));
            Tensor input = positioned(Tensors.as(embeddings, weights.type()), past, tokens);
            CausalAttention attention = new CausalAttention(past, tokens, Set.of(CausalAttention.UNLIMITED), device());
            List<UnaryOperator<Tensor>> steps = layers.stream()
                    .<UnaryOperator<Tensor>>map(layer -> hidden -> layer.apply(hidden, attention, cache))
                    .toList();
            Tensor hidden = LayerStack.run(steps, input);
            if (cache != null) {
                cache.advance(tokens);
            }
            return scope.keep(finished(hidden));
        }
    }

    /** Embeddings (B, T, D) in the width of the layers, with learned positions added. */
    private Tensor positioned(Tensor embeddings, int past, int tokens) {
        if (past + tokens > config.maxPositions()) {
            throw new InputException("an input of " + (past + tokens) + " positions; this model has embeddings for "
                    + config.maxPositions() + " (max_position_embeddings); read shorter segments");
        }
        Tensor wide = projectIn == null ? embeddings : projectIn.apply(embeddings);
        Tensor table = weights.get(OptWeights.POSITIONS);
        return wide.add(table.narrow(0, past + OptWeights.POSITION_OFFSET, tokens));
    }

    /** What follows the last layer: to (B, T, D). */
    private Tensor finished(Tensor hidden) {
        Tensor normalised = norm == null ? hidden : norm.apply(hidden);
        return projectOut == null ? normalised : projectOut.apply(normalised);
    }

    @Override
    public Tensor logits(Tensor hidden) {
        String head = config.tied() ? OptWeights.EMBEDDINGS : OptWeights.HEAD;
        return Ops.linear(Tensors.as(hidden, weights.type()), weights.get(head), null);
    }

    @Override
    public KeyValueCache newCache(int batch, int capacity) {
        return new KeyValueCache(
                layers.size(), batch, config.heads(), capacity, config.headWidth(), weights.type(), device());
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
