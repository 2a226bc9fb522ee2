/** The weights of a model: which there are, how they are loaded, checked, converted, drawn at random and freed. */
@NullMarked
package io.hmt4j.backbone.weights;

import org.jspecify.annotations.NullMarked;
