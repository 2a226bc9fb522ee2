/** Training speed, a process a figure: what is trained, and under which settings of the engine. */
@NullMarked
package io.hmt4j.bench.training;

import org.jspecify.annotations.NullMarked;
