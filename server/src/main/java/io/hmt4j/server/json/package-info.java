/** JSON from outside: strict, with bounds, and with words where it is wrong. */
@NullMarked
package io.hmt4j.server.json;

import org.jspecify.annotations.NullMarked;
