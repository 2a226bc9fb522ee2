package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Python's {@code range}, at most 100,000 long as in Jinja2's sandbox. */
record Range(long start, long stop, long step) {

    private static final int LONGEST = 100_000;

    Range {
        if (step == 0) {
            throw new Fault("range() arg 3 must not be zero");
        }
        if (length(start, stop, step) > LONGEST) {
            throw new Fault("Range too big. The sandbox blocks ranges larger than MAX_RANGE (" + LONGEST + ").");
        }
    }

    static Range of(Arguments arguments) {
        arguments.refuseNamed("range");
        List<Object> given = arguments.positional();
        return switch (given.size()) {
            case 1 -> new Range(0, Numbers.toInt(given.get(0)), 1);
            case 2 -> new Range(Numbers.toInt(given.get(0)), Numbers.toInt(given.get(1)), 1);
            case 3 -> new Range(Numbers.toInt(given.get(0)), Numbers.toInt(given.get(1)), Numbers.toInt(given.get(2)));
            default -> throw new Fault("range expected 1 to 3 arguments, got " + given.size());
        };
    }

    List<Object> items() {
        List<Object> items = new ArrayList<>();
        for (long value = start; step > 0 ? value < stop : value > stop; value += step) {
            items.add(BigInteger.valueOf(value));
        }
        return items;
    }

    private static long length(long start, long stop, long step) {
        long span = step > 0 ? stop - start : start - stop;
        return span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    }
}
