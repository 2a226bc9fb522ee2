/** Decoder-only language models, as little of them as HMT needs. One small package a family. */
@NullMarked
package io.hmt4j.backbone;

import org.jspecify.annotations.NullMarked;
