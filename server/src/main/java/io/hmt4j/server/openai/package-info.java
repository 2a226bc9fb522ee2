/** OpenAI's formats: requests to records, answers to JSON. */
@NullMarked
package io.hmt4j.server.openai;

import org.jspecify.annotations.NullMarked;
