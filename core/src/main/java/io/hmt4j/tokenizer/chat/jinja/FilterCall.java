package io.hmt4j.tokenizer.chat.jinja;

/**
 * A filter and what it is given beside its value.
 *
 * @param name one that {@link Filters} knows
 */
record FilterCall(String name, ArgumentList arguments) {

    Object apply(Object value, Env env) {
        return Filters.apply(name, value, arguments.eval(env), env.budget());
    }
}
