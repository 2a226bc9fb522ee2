package io.hmt4j.tokenizer.chat.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The filters, by name. */
final class Filters {

    /** What a filter does with a value and its other arguments. */
    @FunctionalInterface
    interface Body {
        Object apply(Object value, Bound arguments, Budget budget);
    }

    /** A filter whose arguments are those of another filter or test. */
    @FunctionalInterface
    interface Open {
        Object apply(Object value, Arguments arguments, Budget budget);
    }

    private static final Map<String, Open> FILTERS = new HashMap<>();

    static {
        TextFilters.define();
        NumberFilters.define();
        SequenceFilters.define();
        SelectionFilters.define();
    }

    private Filters() {}

    static void define(String name, int required, Body body, String... parameters) {
        Signature signature = Signature.of("the filter '" + name + "'", required, parameters);
        FILTERS.put(name, (value, arguments, budget) -> body.apply(value, signature.bind(arguments), budget));
    }

    static void open(String name, Open body) {
        FILTERS.put(name, body);
    }

    static void alias(String alias, String name) {
        FILTERS.put(alias, (value, arguments, budget) -> apply(name, value, arguments, budget));
    }

    static boolean knows(String name) {
        return FILTERS.containsKey(name);
    }

    static String known() {
        return String.join(", ", new TreeSet<>(FILTERS.keySet()));
    }

    static Object apply(String name, Object value, Arguments arguments, Budget budget) {
        Open filter = FILTERS.get(name);
        if (filter == null) {
            throw new Fault("unknown filter '" + name + "'; known: " + known());
        }
        Object result = filter.apply(value, arguments, budget);
        budget.text(result instanceof String text ? text.length() : 0);
        return result;
    }
}
