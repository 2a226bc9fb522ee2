/** From logits to text: sampling, stopping, streaming. Knows nothing of memories. */
@NullMarked
package io.hmt4j.generate;

import org.jspecify.annotations.NullMarked;
