@org.jspecify.annotations.NullMarked
package io.hmt4j.tokenizer.chat;
