package io.hmt4j.backbone.opt;

import io.hmt4j.backbone.Architecture;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.BackboneShape;
import io.hmt4j.backbone.layer.Activation;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.Weights;

/**
 * The checked configuration of one OPT model.
 *
 * @param layerWidth width of the layers, which is D except in the 350m model
 * @param width width of the embeddings, D
 * @param feedForward width of the feed-forward layer, F
 * @param vocabulary V
 * @param maxPositions positions there are embeddings for
 * @param heads number of heads, H
 * @param layers number of layers
 * @param normFirst whether a norm comes before each part of a layer, and not after it
 * @param finalNorm whether a norm follows the last layer
 * @param biases whether projections have biases
 * @param affineNorms whether norms have weights and biases
 * @param activation of the feed-forward layer
 * @param tied whether the head is the embeddings
 * @param initializerRange standard deviation of initial weights
 */
record OptConfig(
        int layerWidth,
        int width,
        int feedForward,
        int vocabulary,
        int maxPositions,
        int heads,
        int layers,
        boolean normFirst,
        boolean finalNorm,
        boolean biases,
        boolean affineNorms,
        Activation activation,
        boolean tied,
        double initializerRange)
        implements Architecture {

    /** Width of a head, K. */
    int headWidth() {
        return layerWidth / heads;
    }

    /** Whether the embeddings are projected to the width of the layers, and back at the end. */
    boolean isProjected() {
        return width != layerWidth;
    }

    @Override
    public BackboneShape shape() {
        return new BackboneShape(
                "opt", width, layers, vocabulary, maxPositions, weights().parameters());
    }

    @Override
    public WeightPlan weights() {
        return new OptWeights(this).plan();
    }

    @Override
    public Backbone build(Weights weights) {
        return new OptBackbone(this, weights);
    }
}
