/** Files of weights: safetensors, Hugging Face folders, sharded indexes, fingerprints. */
@NullMarked
package io.hmt4j.checkpoint;

import org.jspecify.annotations.NullMarked;
