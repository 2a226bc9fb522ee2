/** Models of random weights in the real layout, so that anyone can measure without a download. */
@NullMarked
package io.hmt4j.bench.make;

import org.jspecify.annotations.NullMarked;
