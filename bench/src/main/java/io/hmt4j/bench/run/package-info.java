/** {@code hmt bench}: which trials are run, in processes of their own, and what becomes of their outcomes. */
@NullMarked
package io.hmt4j.bench.run;

import org.jspecify.annotations.NullMarked;
