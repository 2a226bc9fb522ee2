/** The server in numbers, for Prometheus. */
@NullMarked
package io.hmt4j.server.metric;

import org.jspecify.annotations.NullMarked;
