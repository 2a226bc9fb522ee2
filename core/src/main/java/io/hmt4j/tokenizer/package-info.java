/** From text to token ids and back: Hugging Face tokenizers, whole or in a stream. */
@org.jspecify.annotations.NullMarked
package io.hmt4j.tokenizer;
