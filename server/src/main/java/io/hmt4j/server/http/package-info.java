/** Streams of events, and clients that go away. */
@NullMarked
package io.hmt4j.server.http;

import org.jspecify.annotations.NullMarked;
