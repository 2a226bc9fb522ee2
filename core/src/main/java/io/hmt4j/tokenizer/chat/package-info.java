/** Chat templates: a conversation as the prompt that a model was trained on. */
@org.jspecify.annotations.NullMarked
package io.hmt4j.tokenizer.chat;
