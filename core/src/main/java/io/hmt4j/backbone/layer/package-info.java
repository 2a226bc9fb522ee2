/**
 * The parts that families of models share: projections, norms, activations, causal attention.
 *
 * <p>Legend of shapes in the packages of backbones: B batch, T tokens of this call, S positions whose keys are held, D
 * width, H query heads, G key heads, K head width, R rotated part of a head, F width of the feed-forward layer, V
 * vocabulary.
 */
@NullMarked
package io.hmt4j.backbone.layer;

import org.jspecify.annotations.NullMarked;
