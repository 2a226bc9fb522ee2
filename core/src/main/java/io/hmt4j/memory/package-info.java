/**
 * The paper: "HMT: Hierarchical Memory Transformer for Efficient Long Context Language Processing" (He et al., NAACL
 * 2025, arXiv 2405.06067), section 3.
 *
 * <p>Letters: B tokens a segment ({@code L} in the paper), s sensory tokens ({@code k}), N memories in the bank, D width,
 * h recall width, m memory vectors a segment (1 in the paper), n tokens a recall query is made from, T the summary
 * prompt, p_k the memory prompt and m_k the memory of segment k. R rows of a batch.
 */
@NullMarked
package io.hmt4j.memory;

import org.jspecify.annotations.NullMarked;
