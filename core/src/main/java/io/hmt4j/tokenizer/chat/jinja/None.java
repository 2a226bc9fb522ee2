package io.hmt4j.tokenizer.chat.jinja;

/** Python's {@code None}. */
enum None {
    NONE
}
