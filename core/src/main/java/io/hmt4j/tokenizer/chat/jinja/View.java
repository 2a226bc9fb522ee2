package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/**
 * What {@code keys()}, {@code values()} and {@code items()} of a dict return: a length and items, but no index.
 *
 * @param type Python's name of it, such as {@code dict_items}
 */
record View(String type, List<Object> items) {}
