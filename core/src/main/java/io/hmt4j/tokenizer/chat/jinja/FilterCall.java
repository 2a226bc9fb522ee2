package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/**
 * A filter and what it is given beside its value.
 *
 * @param name one that {@link Filters} knows
 */
record FilterCall(String name, ArgumentList arguments) {

    Object apply(Object value, Env env) {
        return Filters.apply(name, value, arguments.eval(env), env.budget());
    }

    /** What a chain of filters makes of a value, the first filter first. */
    static Object applyAll(List<FilterCall> filters, Object value, Env env) {
        Object filtered = value;
        for (FilterCall filter : filters) {
            filtered = filter.apply(filtered, env);
        }
        return filtered;
    }

    /** The expressions among the arguments of a chain of filters. */
    static List<Expr> expressions(List<FilterCall> filters) {
        return filters.stream()
                .flatMap(filter -> filter.arguments().children().stream())
                .toList();
    }
}
