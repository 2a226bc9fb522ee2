package io.hmt4j.tokenizer.chat.jinja;

import java.util.Iterator;

/** A generator: true, without a length, and empty once read. */
record Lazy(Iterator<Object> iterator) {}
