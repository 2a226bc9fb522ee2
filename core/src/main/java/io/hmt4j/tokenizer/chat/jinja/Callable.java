package io.hmt4j.tokenizer.chat.jinja;

/** What a template can call: a macro, a global function, a method bound to its value. */
@FunctionalInterface
interface Callable {

    Object call(Arguments arguments);
}
