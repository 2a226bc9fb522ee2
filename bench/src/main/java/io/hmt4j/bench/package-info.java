/** Benchmarks: speed and memory as ratios against something measured in the same run. */
@NullMarked
package io.hmt4j.bench;

import org.jspecify.annotations.NullMarked;
