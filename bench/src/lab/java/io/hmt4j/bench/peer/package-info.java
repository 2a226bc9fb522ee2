/** Other programs with the same weights, on the same machine, in the same run. */
@NullMarked
package io.hmt4j.bench.peer;

import org.jspecify.annotations.NullMarked;
