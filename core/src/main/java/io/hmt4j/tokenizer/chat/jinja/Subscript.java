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
        int size = Items.length(value);
        int place = (int) (index < 0 ? index + size : index);
        if (place < 0 || place >= size) {
            return null;
        }
        return Types.isText(value)
                ? taken(value, List.of(place))
                : Items.list(value).get(place);
    }

    private static Object slice(Object value, Slice slice) {
        if (!isSequence(value) || !slice.isWhole()) {
            throw new Fault("a slice of '" + Types.nameOf(value) + "', or with bounds that are no integers");
        }
        int step = slice.step == None.NONE ? 1 : clamp(slice.step);
        if (step == 0) {
            throw new Fault("slice step cannot be zero");
        }
        int size = Items.length(value);
        int first = step > 0 ? 0 : -1;
        int last = step > 0 ? size : size - 1;
        int start = slice.start == None.NONE ? (step > 0 ? first : last) : bound(slice.start, size, first, last);
        int stop = slice.stop == None.NONE ? (step > 0 ? last : first) : bound(slice.stop, size, first, last);
        List<Integer> places = new ArrayList<>();
        for (long place = start; step > 0 ? place < stop : place > stop; place += step) {
            places.add((int) place);
        }
        return taken(value, places);
    }

    private static int bound(Object given, int size, int lowest, int highest) {
        int place = clamp(given);
        return Math.max(lowest, Math.min(highest, place < 0 ? place + size : place));
    }

    private static int clamp(Object given) {
        BigInteger limit = BigInteger.valueOf(Integer.MAX_VALUE);
        return Numbers.integer(given).min(limit).max(limit.negate()).intValue();
    }

    /** The items at some places, in the type of the value that they are from. */
    private static Object taken(Object value, List<Integer> places) {
        if (Types.isText(value)) {
            int[] points = Types.text(value).codePoints().toArray();
            StringBuilder text = new StringBuilder();
            places.forEach(place -> text.appendCodePoint(points[place]));
            return value instanceof SafeText ? new SafeText(text.toString()) : text.toString();
        } else if (value instanceof Range) {
            throw new Fault("slices of a range are not supported; make it a list first");
        }
        List<Object> items = Items.list(value);
        List<Object> taken = new ArrayList<>();
        places.forEach(place -> taken.add(items.get(place)));
        return value instanceof Tuple ? new Tuple(taken) : taken;
    }
}
