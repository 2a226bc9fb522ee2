package io.hmt4j.tokenizer.chat.jinja;

/** How a statement ends. */
enum Flow {
    ON,
    BREAK,
    CONTINUE
}
