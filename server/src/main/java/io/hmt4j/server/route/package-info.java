/** What is answered under which path. */
@NullMarked
package io.hmt4j.server.route;

import org.jspecify.annotations.NullMarked;
