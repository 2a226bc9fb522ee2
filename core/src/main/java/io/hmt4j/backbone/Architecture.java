package io.hmt4j.backbone;

import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.Weights;

/** A checked configuration of one model: which weights it has, and what is computed with them. */
public interface Architecture {

    /** The facts of the model. */
    BackboneShape shape();

    /** The weights a checkpoint must hold. */
    WeightPlan weights();

    /** Builds the model on its weights, and makes it their owner. */
    Backbone build(Weights weights);
}
