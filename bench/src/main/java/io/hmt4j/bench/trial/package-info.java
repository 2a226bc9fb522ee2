/** One measurement in a process of its own: what is measured, and the main class that measures it. */
@NullMarked
package io.hmt4j.bench.trial;

import org.jspecify.annotations.NullMarked;
