/** What {@code hmt demo} reads, and with what: a made-up story and a small model of random weights. */
@NullMarked
package io.hmt4j.cli.demo;

import org.jspecify.annotations.NullMarked;
