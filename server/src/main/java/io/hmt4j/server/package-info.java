/** Serves a model over HTTP: memories that last, an API that OpenAI's clients speak, a page. */
@NullMarked
package io.hmt4j.server;

import org.jspecify.annotations.NullMarked;
