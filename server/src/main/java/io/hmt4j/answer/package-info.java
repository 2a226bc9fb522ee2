/** Answers: chat and completion on a memory, token by token, without HTTP. */
@NullMarked
package io.hmt4j.answer;

import org.jspecify.annotations.NullMarked;
