/** The {@code hmt} command: flags to calls of the library, and its results to the terminal. */
@NullMarked
package io.hmt4j.cli;

import org.jspecify.annotations.NullMarked;
