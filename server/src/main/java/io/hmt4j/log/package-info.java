/** The log, which carries no text of anybody's. */
@NullMarked
package io.hmt4j.log;

import org.jspecify.annotations.NullMarked;
