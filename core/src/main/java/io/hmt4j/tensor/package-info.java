/**
 * The engine's awkward corners, hidden: start-up, threads, devices, scopes, optional arguments.
 *
 * <p>The tensor type itself is {@link org.bytedeco.pytorch.Tensor}, used as it is. Legend of shapes in the whole
 * project: B batch, T tokens, D width, H heads, K head width, N bank, V vocabulary, h recall width.
 */
@NullMarked
package io.hmt4j.tensor;

import org.jspecify.annotations.NullMarked;
