/** Rotary position embeddings (Su et al. 2021, RoFormer) and the ways to stretch them to longer texts. */
@NullMarked
package io.hmt4j.backbone.rope;

import org.jspecify.annotations.NullMarked;
