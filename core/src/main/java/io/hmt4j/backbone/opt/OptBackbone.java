package io.hmt4j.backbone.opt;

import io.hmt4j.InputException;
import io.hmt4j.backbone.DecoderBackbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.layer.LayerNorm;
import io.hmt4j.backbone.layer.Linear;
import io.hmt4j.backbone.weights.Weights;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** An OPT model: learned positions before its layers, a norm behind them, in the 350m model projections instead. */
final class OptBackbone extends DecoderBackbone {

    private final OptConfig config;
    private final Weights weights;
    private final Tensor positions; // (P + 2, layer width)
    private final List<OptLayer> layers;
    private final @Nullable LayerNorm norm;
    private final @Nullable Linear projectIn;
    private final @Nullable Linear projectOut;

    OptBackbone(OptConfig config, Weights weights) {
        super(config.shape(), weights, OptWeights.EMBEDDINGS, config.tied() ? OptWeights.EMBEDDINGS : OptWeights.HEAD);
        this.config = config;
        this.weights = weights;
        OptBuilder builder = new OptBuilder(config, weights);
        positions = weights.get(OptWeights.POSITIONS);
        layers = IntStream.range(0, config.layers()).mapToObj(builder::layer).toList();
        norm = config.finalNorm() ? builder.norm(OptWeights.NORM) : null;
        projectIn = config.isProjected() ? builder.linear(OptWeights.PROJECT_IN) : null;
        projectOut = config.isProjected() ? builder.linear(OptWeights.PROJECT_OUT) : null;
    }

    @Override
    protected Set<Integer> windows() {
        return Set.of(CausalAttention.UNLIMITED);
    }

    /**
     * Adds the learned positions.
     *
     * @throws InputException if there are no embeddings for so many positions
     */
    @Override
    protected Tensor enter(Tensor input, int past, int tokens) {
        if (past + tokens > config.maxPositions()) {
            throw new InputException("an input of " + (past + tokens) + " positions; this model has embeddings for "
                    + config.maxPositions() + " (max_position_embeddings); read shorter segments");
        }
        Tensor wide = projectIn == null ? input : projectIn.apply(input);
        return wide.add(positions.narrow(0, past + OptWeights.POSITION_OFFSET, tokens));
    }

    @Override
    protected List<UnaryOperator<Tensor>> layers(
            CausalAttention all, CausalAttention newest, @Nullable KeyValueCache cache) {
        int last = layers.size() - 1;
        return IntStream.rangeClosed(0, last)
                .<UnaryOperator<Tensor>>mapToObj(
                        layer -> hidden -> layers.get(layer).apply(hidden, layer == last ? newest : all, cache))
                .toList();
    }

    @Override
    protected Tensor leave(Tensor hidden) {
        Tensor normalised = norm == null ? hidden : norm.apply(hidden);
        return projectOut == null ? normalised : projectOut.apply(normalised);
    }

    @Override
    public KeyValueCache newCache(int batch, int capacity) {
        return new KeyValueCache(
                layers.size(), batch, config.heads(), capacity, config.headWidth(), weights.type(), weights.device());
    }
}
