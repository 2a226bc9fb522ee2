package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Filters over items and their order. */
final class SequenceFilters {

    private SequenceFilters() {}

    static void define() {
        Filters.define("default", 0, (value, given, budget) -> orDefault(value, given), "default_value", "boolean");
        Filters.alias("d", "default");
        Filters.define("list", 0, (value, given, budget) -> new ArrayList<>(Items.list(value)));
        Filters.define("items", 0, (value, given, budget) -> items(value));
        Filters.define("first", 0, (value, given, budget) -> first(value));
        Filters.define("last", 0, (value, given, budget) -> last(value));
        Filters.define("join", 0, SequenceFilters::join, "d", "attribute");
        Filters.define("reverse", 0, (value, given, budget) -> reverse(value));
        Filters.define("sort", 0, SequenceFilters::sort, "reverse", "case_sensitive", "attribute");
        Filters.define("dictsort", 0, SequenceFilters::dictsort, "case_sensitive", "by", "reverse");
        Filters.define("unique", 0, SequenceFilters::unique, "case_sensitive", "attribute");
        Filters.define(
                "min", 0, (value, given, budget) -> extreme(value, given, budget, -1), "case_sensitive", "attribute");
        Filters.define(
                "max", 0, (value, given, budget) -> extreme(value, given, budget, 1), "case_sensitive", "attribute");
        Filters.define("attr", 1, (value, given, budget) -> attr(value, given, budget), "name");
    }

    private static Object orDefault(Object value, Bound given) {
        boolean replaced = value instanceof Undefined || (given.truth(1, false) && !Types.truth(value));
        return replaced ? given.get(0, "") : value;
    }

    private static Object items(Object value) {
        if (value instanceof Undefined) {
            return new Lazy(new ArrayList<>().iterator());
        } else if (value instanceof Dict dict) {
            return new Lazy(dict.items().iterator());
        }
        throw new Fault("Can only get item pairs from a mapping.");
    }

    private static Object first(Object value) {
        Iterator<Object> items = Items.iterate(value);
        return items.hasNext() ? items.next() : new Undefined("No first item, sequence was empty.");
    }

    private static Object last(Object value) {
        List<Object> reversed = Items.reversed(value);
        return reversed.isEmpty() ? new Undefined("No last item, sequence was empty.") : reversed.get(0);
    }

    private static Object join(Object value, Bound given, Budget budget) {
        UnaryOperator<Object> attribute = Attributes.path(given.get(1), null, budget);
        String separator = Repr.str(given.get(0, ""));
        StringBuilder joined = new StringBuilder();
        String between = "";
        Iterator<Object> items = Items.iterate(value);
        while (items.hasNext()) {
            String text = Repr.str(attribute.apply(items.next()));
            budget.text(text.length() + (long) separator.length());
            joined.append(between).append(text);
            between = separator;
        }
        return joined.toString();
    }

    private static Object reverse(Object value) {
        if (Types.isText(value)) {
            String reversed = new StringBuilder(Types.text(value)).reverse().toString();
            return value instanceof SafeText ? new SafeText(reversed) : reversed;
        } else if (value instanceof Lazy) {
            return Items.reversed(Items.list(value));
        }
        return new Lazy(Items.reversed(value).iterator());
    }

    private static Object sort(Object value, Bound given, Budget budget) {
        boolean sensitive = given.truth(1, false);
        List<UnaryOperator<Object>> keys = new ArrayList<>();
        if (Types.isText(given.get(2))) {
            for (String path : Types.text(given.get(2)).split(",", -1)) {
                keys.add(Attributes.path(path, null, budget));
            }
        } else {
            keys.add(Attributes.path(given.get(2), null, budget));
        }
        return sorted(
                Items.list(value),
                item -> keys.stream()
                        .map(key -> folded(key.apply(item), sensitive))
                        .toList(),
                given.truth(0, false),
                budget);
    }

    private static List<Object> sorted(
            List<Object> items, Function<Object, List<Object>> key, boolean reverse, Budget budget) {
        record Keyed(List<Object> key, Object item) {}
        Comparator<Keyed> order = (left, right) -> {
            return Ordering.compare(left.key, right.key, budget);
        };
        List<Keyed> keyed = new ArrayList<>();
        items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        if (keyed.stream().anyMatch(entry -> entry.key.stream().anyMatch(Numbers::isNan))) {
            throw new Fault("nan has no place in an order");
        }
        keyed.sort(reverse ? order.reversed() : order);
        List<Object> sorted = new ArrayList<>();
        keyed.forEach(entry -> sorted.add(entry.item));
        return sorted;
    }

    private static Object dictsort(Object value, Bound given, Budget budget) {
        if (!(value instanceof Dict dict)) {
            throw new Fault("the filter 'dictsort' takes a dict, not " + Types.nameOf(value));
        }
        String by = given.has(1) ? given.text(1) : "key";
        if (!by.equals("key") && !by.equals("value")) {
            throw new Fault("You can only sort by either \"key\" or \"value\"");
        }
        int place = by.equals("key") ? 0 : 1;
        boolean sensitive = given.truth(0, false);
        return sorted(
                dict.items(),
                item -> List.of(folded(((Tuple) item).items().get(place), sensitive)),
                given.truth(2, false),
                budget);
    }

    private static Object unique(Object value, Bound given, Budget budget) {
        UnaryOperator<Object> attribute = Attributes.path(given.get(1), null, budget);
        boolean sensitive = given.truth(0, false);
        Set<Object> seen = new HashSet<>();
        List<Object> unique = new ArrayList<>();
        for (Object item : Items.list(value)) {
            if (seen.add(Equality.key(folded(attribute.apply(item), sensitive)))) {
                unique.add(item);
            }
        }
        return new Lazy(unique.iterator());
    }

    private static Object extreme(Object value, Bound given, Budget budget, int sign) {
        UnaryOperator<Object> attribute = Attributes.path(given.get(1), null, budget);
        boolean sensitive = given.truth(0, false);
        List<Object> items = Items.list(value);
        if (items.isEmpty()) {
            return new Undefined("No aggregated item, sequence was empty.");
        }
        Object best = items.get(0);
        Object bestKey = folded(attribute.apply(best), sensitive);
        for (Object item : items.subList(1, items.size())) {
            Object key = folded(attribute.apply(item), sensitive);
            if (Operators.compare(sign < 0 ? "<" : ">", key, bestKey, budget)) {
                best = item;
                bestKey = key;
            }
        }
        return best;
    }

    private static Object folded(Object key, boolean sensitive) {
        return Types.isText(key) && !sensitive ? Characters.lower(Types.text(key)) : key;
    }

    /** The attribute of a value, never its item. */
    private static Object attr(Object value, Bound given, Budget budget) {
        String name = given.text(0);
        if (value instanceof Dict dict && DictMethods.find(dict, name) == null) {
            return Undefined.attribute(value, name);
        }
        return Attributes.attribute(value, name, budget);
    }
}
