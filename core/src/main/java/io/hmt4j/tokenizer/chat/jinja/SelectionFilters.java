package io.hmt4j.tokenizer.chat.jinja;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code map}, {@code select}, {@code reject}, {@code selectattr}, {@code rejectattr}: generators, as in Jinja2. */
final class SelectionFilters {

    private static final Signature MAP_ATTRIBUTE = Signature.of("the filter 'map'", 0, "attribute", "default");

    private SelectionFilters() {}

    static void define() {
        Filters.open("map", SelectionFilters::map);
        Filters.open("select", (value, given, budget) -> choose(value, given, budget, false, true));
        Filters.open("reject", (value, given, budget) -> choose(value, given, budget, false, false));
        Filters.open("selectattr", (value, given, budget) -> choose(value, given, budget, true, true));
        Filters.open("rejectattr", (value, given, budget) -> choose(value, given, budget, true, false));
    }

    private static Object map(Object value, Arguments given, Budget budget) {
        UnaryOperator<Object> function = mapped(given, budget);
        return new Lazy(new Chosen(items(value), item -> true, function, budget));
    }

    private static UnaryOperator<Object> mapped(Arguments given, Budget budget) {
        if (given.positional().isEmpty()) {
            if (!given.named().containsKey("attribute")) {
                throw new Fault("the filter 'map' needs a filter's name or attribute=");
            }
            Bound bound = MAP_ATTRIBUTE.bind(given);
            Object otherwise = bound.get(1);
            return Attributes.path(bound.get(0), otherwise == None.NONE ? null : otherwise, budget);
        }
        String name = Repr.str(given.positional().get(0));
        if (!Filters.knows(name)) {
            throw new Fault("unknown filter '" + name + "'; known: " + Filters.known());
        }
        Arguments rest = rest(given, 1);
        return item -> Filters.apply(name, item, rest, budget);
    }

    private static Object choose(Object value, Arguments given, Budget budget, boolean byAttribute, boolean wanted) {
        int first = byAttribute ? 1 : 0;
        if (given.positional().size() < first) {
            throw new Fault("the filters 'selectattr' and 'rejectattr' need an attribute's name");
        }
        Object path = byAttribute ? given.positional().get(0) : None.NONE;
        UnaryOperator<Object> attribute = Attributes.path(path, null, budget);
        Predicate<Object> test = Types::truth;
        if (given.positional().size() > first) {
            String name = Repr.str(given.positional().get(first));
            if (!Tests.knows(name)) {
                throw new Fault("unknown test '" + name + "'; known: " + Tests.known());
            }
            Arguments rest = rest(given, first + 1);
            test = item -> Tests.apply(name, item, rest, budget);
        }
        Predicate<Object> holds = test;
        return new Lazy(
                new Chosen(items(value), item -> holds.test(attribute.apply(item)) == wanted, item -> item, budget));
    }

    /** These filters take whatever is false for empty. */
    private static Iterator<Object> items(Object value) {
        return Types.truth(value) ? Items.iterate(value) : Collections.emptyIterator();
    }

    private static Arguments rest(Arguments given, int from) {
        List<Object> positional = given.positional();
        return new Arguments(positional.subList(from, positional.size()), given.named());
    }

    /** Items that pass a test, each turned into another, one at a time. */
    private static final class Chosen implements Iterator<Object> {

        private final Iterator<Object> items;
        private final Predicate<Object> test;
        private final UnaryOperator<Object> function;
        private final Budget budget;
        private @Nullable Object next;

        Chosen(Iterator<Object> items, Predicate<Object> test, UnaryOperator<Object> function, Budget budget) {
            this.items = items;
            this.test = test;
            this.function = function;
            this.budget = budget;
        }

        @Override
        public boolean hasNext() {
            while (next == null && items.hasNext()) {
                budget.step();
                Object item = items.next();
                next = test.test(item) ? function.apply(item) : null;
            }
            return next != null;
        }

        @Override
        public Object next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Object item = next;
            next = null;
            return item;
        }
    }
}
