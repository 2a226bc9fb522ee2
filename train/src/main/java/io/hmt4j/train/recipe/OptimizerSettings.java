package io.hmt4j.train.recipe;

import io.hmt4j.train.recipe.yaml.Default;
import io.hmt4j.train.recipe.yaml.Require;
import java.util.List;

/**
 * AdamW ({@code optimizer} of a stage).
 *
 * @param betas shares of the running means of gradient and squared gradient that a step leaves, two, less than 1
 * @param epsilon added to the root of the squared gradient's mean
 * @param weightDecay share of a matrix, times the learning rate, that each step takes away; vectors do not decay
 * @param clipNorm norm of all gradients together to which longer ones are shortened; 0: never
 * @param stopNorm norm of all gradients together above which the run stops
 */
public record OptimizerSettings(
        @Default("[0.9, 0.999]") List<Double> betas,
        @Default("1e-8") double epsilon,
        @Default("0.01") double weightDecay,
        @Default("1.0") double clipNorm,
        @Default("1e4") double stopNorm) {

    public OptimizerSettings {
        betas = List.copyOf(betas);
        if (betas.size() != 2) {
            throw Require.refused("betas", betas, "two numbers");
        }
        betas.forEach(beta -> Require.belowOne("betas", beta));
        Require.positive("epsilon", epsilon);
        Require.notNegative("weight_decay", weightDecay);
        Require.notNegative("clip_norm", clipNorm);
        Require.positive("stop_norm", stopNorm);
    }
}
