/**
 * Llama (Touvron et al. 2023) and the families that differ from it in small ways: Mistral, Qwen2, Qwen3, SmolLM, Phi-3.
 *
 * <p>Pre-norm layers with root mean square norms, rotary positions, grouped-query attention and a gated feed-forward layer.
 * {@link io.hmt4j.backbone.llama.LlamaFamily} lists who differs how.
 */
@NullMarked
package io.hmt4j.backbone.llama;

import org.jspecify.annotations.NullMarked;
