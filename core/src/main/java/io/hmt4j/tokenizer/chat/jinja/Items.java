package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Values as collections: their items, length and order. */
final class Items {

    private Items() {}

    static boolean isIterable(Object value) {
        return value instanceof Lazy || value instanceof LoopState || hasLength(value);
    }

    static boolean hasLength(Object value) {
        return Types.isText(value)
                || value instanceof List
                || value instanceof Tuple
                || value instanceof Dict
                || value instanceof View
                || value instanceof Range
                || value instanceof Undefined;
    }

    static int length(Object value) {
        if (Types.isText(value)) {
            return Characters.length(Types.text(value));
        } else if (value instanceof Dict dict) {
            return dict.size();
        } else if (value instanceof LoopState loop) {
            return loop.length();
        } else if (hasLength(value)) {
            return list(value).size();
        }
        throw new Fault("object of type '" + Types.nameOf(value) + "' has no len()");
    }

    static Iterator<Object> iterate(Object value) {
        if (value instanceof Lazy lazy) {
            return lazy.iterator();
        }
        return list(value).iterator();
    }

    /** All items: the characters of a str, the keys of a dict. A generator is empty afterwards. */
    static List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        } else if (value instanceof Tuple tuple) {
            return tuple.items();
        } else if (value instanceof Dict dict) {
            return dict.keys();
        } else if (value instanceof View view) {
            return view.items();
        } else if (value instanceof Range range) {
            return range.items();
        } else if (value instanceof Undefined) {
            return List.of();
        } else if (value instanceof Lazy lazy) {
            List<Object> items = new ArrayList<>();
            lazy.iterator().forEachRemaining(items::add);
            return items;
        } else if (Types.isText(value)) {
            return characters(value);
        }
        throw new Fault("'" + Types.nameOf(value) + "' object is not iterable");
    }

    private static List<Object> characters(Object value) {
        List<Object> characters = new ArrayList<>();
        Types.text(value).codePoints().forEach(point -> characters.add(Character.toString(point)));
        return characters;
    }

    /** Items from last to first, where a value has an order to reverse. */
    static List<Object> reversed(Object value) {
        if (value instanceof Lazy || value instanceof LoopState) {
            throw new Fault("'" + Types.nameOf(value) + "' object is not reversible");
        }
        List<Object> reversed = new ArrayList<>(list(value));
        Collections.reverse(reversed);
        return reversed;
    }

    /** {@code item in container}. */
    static boolean contains(Object container, Object item, Budget budget) {
        if (Types.isText(container)) {
            if (item instanceof Undefined || !Types.isText(item)) {
                throw new Fault("'in <string>' requires string as left operand, not " + Types.nameOf(item));
            }
            return Types.text(container).contains(Types.text(item));
        } else if (container instanceof Dict dict) {
            return dict.has(item);
        }
        Iterator<Object> items = iterate(container);
        while (items.hasNext()) {
            Object next = items.next();
            if (next == item || Equality.equal(next, item, budget)) {
                return true;
            }
        }
        return false;
    }
}
