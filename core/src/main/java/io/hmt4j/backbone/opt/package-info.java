/**
 * OPT (Zhang et al. 2022): learned positions, layer norms, full multi-head attention, a plain feed-forward layer.
 *
 * <p>The 350m model differs: its norms come after each part, it has none at the end, and its embeddings are narrower
 * than its layers, with a projection on either side.
 */
@NullMarked
package io.hmt4j.backbone.opt;

import org.jspecify.annotations.NullMarked;
