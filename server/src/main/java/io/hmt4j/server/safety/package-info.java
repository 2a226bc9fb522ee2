/** Who may ask, from where, and how much. */
@NullMarked
package io.hmt4j.server.safety;

import org.jspecify.annotations.NullMarked;
