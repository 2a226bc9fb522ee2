package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/** A tuple: a sequence that prints with parentheses and equals no list. */
record Tuple(List<Object> items) {

    Tuple {
        items = List.copyOf(items);
    }

    static Tuple of(Object... items) {
        return new Tuple(List.of(items));
    }
}
