package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code value[key]} and {@code value[start:stop:step]}. */
final class Subscript {

    /** Where a slice starts, stops, and how far it steps; None where left out. */
    record Slice(Object start, Object stop, Object step) {

        private boolean isWhole() {
            return Stream.of(start, stop, step).allMatch(part -> part == None.NONE || Numbers.isInteger(part));
        }
    }

    private Subscript() {}

    /** The item at a key; null where there is none. */
    static @Nullable Object item(Object value, Object key) {
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        } else if (key instanceof Slice slice) {
            return slice(value, slice);
        } else if (value instanceof Dict dict) {
            return Equality.isHashable(key) ? dict.get(key) : null;
        } else if (!isSequence(value)) {
            return null;
        } else if (!Numbers.isInteger(key) || Numbers.integer(key).bitLength() > 31) {
            return null;
        }
        return at(value, Numbers.integer(key).longValue());
    }

    private static boolean isSequence(Object value) {
        return Types.isText(value) || value instanceof List || value instanceof Tuple || value instanceof Range;
    }

    private static @Nullable Object at(Object value, long index) {
        List<Object> items = Items.list(value);
        long place = index < 0 ? index + items.size() : index;
        if (place < 0 || place >= items.size()) {
            return null;
        }
        return like(value, List.of(items.get((int) place)), true);
    }

    private static Object slice(Object value, Slice slice) {
        if (!isSequence(value) || !slice.isWhole()) {
            throw new Fault("a slice of '" + Types.nameOf(value) + "', or with bounds that are no integers");
        }
        int step = slice.step == None.NONE ? 1 : clamp(slice.step);
        if (step == 0) {
            throw new Fault("slice step cannot be zero");
        }
        List<Object> items = Items.list(value);
        int size = items.size();
        int first = step > 0 ? 0 : -1;
        int last = step > 0 ? size : size - 1;
        int start = slice.start == None.NONE ? (step > 0 ? first : last) : bound(slice.start, size, first, last);
        int stop = slice.stop == None.NONE ? (step > 0 ? last : first) : bound(slice.stop, size, first, last);
        List<Object> taken = new ArrayList<>();
        for (long place = start; step > 0 ? place < stop : place > stop; place += step) {
            taken.add(items.get((int) place));
        }
        return like(value, taken, false);
    }

    private static int bound(Object given, int size, int lowest, int highest) {
        int place = clamp(given);
        return Math.max(lowest, Math.min(highest, place < 0 ? place + size : place));
    }

    private static int clamp(Object given) {
        BigInteger limit = BigInteger.valueOf(Integer.MAX_VALUE);
        return Numbers.integer(given).min(limit).max(limit.negate()).intValue();
    }

    /** Items in the type of the value they came from. */
    private static Object like(Object value, List<Object> items, boolean single) {
        if (value instanceof SafeText) {
            return new SafeText(joined(items));
        } else if (single) {
            return items.get(0);
        } else if (value instanceof String) {
            return joined(items);
        } else if (value instanceof Range) {
            throw new Fault("slices of a range are not supported; make it a list first");
        }
        return value instanceof Tuple ? new Tuple(items) : items;
    }

    private static String joined(List<Object> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }
}
