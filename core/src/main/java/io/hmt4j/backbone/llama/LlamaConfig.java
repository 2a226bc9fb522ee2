package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.Architecture;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.BackboneShape;
import io.hmt4j.backbone.layer.Activation;
import io.hmt4j.backbone.rope.RopeScaling;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.Weights;
import java.util.List;

/**
 * The checked configuration of one Llama-like model.
 *
 * @param family who it is
 * @param width D
 * @param feedForward width of the feed-forward layer, F
 * @param vocabulary V
 * @param maxPositions positions the model was made for
 * @param heads the heads of attention
 * @param biases which projections have biases
 * @param layers what each layer does
 * @param epsilon of all norms
 * @param activation of the gate
 * @param rope how positions are rotated
 * @param tied whether the head is the embeddings
 * @param initializerRange standard deviation of initial weights
 */
record LlamaConfig(
        LlamaFamily family,
        int width,
        int feedForward,
        int vocabulary,
        int maxPositions,
        Heads heads,
        Biases biases,
        List<LayerKind> layers,
        double epsilon,
        Activation activation,
        RopeScaling rope,
        boolean tied,
        double initializerRange)
        implements Architecture {

    /**
     * The heads of attention.
     *
     * @param query number of query heads, H
     * @param key number of key heads, G
     * @param width width of a head, K
     */
    record Heads(int query, int key, int width) {

        int queryWidth() {
            return Math.multiplyExact(query, width);
        }

        int keyWidth() {
            return Math.multiplyExact(key, width);
        }
    }

    /** Which projections have biases. */
    record Biases(boolean queryKeyValue, boolean output, boolean feedForward) {}

    /**
     * What a layer does.
     *
     * @param rotated whether its heads are rotated
     * @param window positions a query sees, itself included
     */
    record LayerKind(boolean rotated, int window) {}

    LlamaConfig {
        layers = List.copyOf(layers);
    }

    @Override
    public BackboneShape shape() {
        return new BackboneShape(
                family.modelType(),
                width,
                layers.size(),
                vocabulary,
                maxPositions,
                weights().parameters());
    }

    @Override
    public WeightPlan weights() {
        return new LlamaWeights(this).plan();
    }

    @Override
    public Backbone build(Weights weights) {
        return new LlamaBackbone(this, weights);
    }
}
