/** The kernels that matter, measured by JMH: {@code bench/kernels}. */
@NullMarked
package io.hmt4j.bench.kernel;

import org.jspecify.annotations.NullMarked;
