/** What the server answers when it cannot do what it was asked. */
@NullMarked
package io.hmt4j.server.failure;

import org.jspecify.annotations.NullMarked;
