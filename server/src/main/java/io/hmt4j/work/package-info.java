/** Many pieces of work, one model: who may compute now. */
@NullMarked
package io.hmt4j.work;

import org.jspecify.annotations.NullMarked;
