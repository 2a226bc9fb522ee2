package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Filters that make numbers. */
final class NumberFilters {

    private static final int MOST_DIGITS = 1000;

    private NumberFilters() {}

    static void define() {
        Filters.define("int", 0, (value, given, budget) -> integer(value, given), "default", "base");
        Filters.define("float", 0, (value, given, budget) -> real(value, given), "default");
        Filters.define("abs", 0, (value, given, budget) -> abs(value));
        Filters.define("round", 0, (value, given, budget) -> round(value, given), "precision", "method");
        Filters.define("length", 0, (value, given, budget) -> Numbers.of(Items.length(value)));
        Filters.alias("count", "length");
        Filters.define("sum", 0, NumberFilters::sum, "attribute", "start");
    }

    private static Object integer(Object value, Bound given) {
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        if (Numbers.isInteger(value)) {
            return Numbers.integer(value);
        }
        BigInteger parsed = Types.isText(value) ? parsed(Types.text(value), given.integer(1, 10)) : null;
        if (parsed != null) {
            return parsed;
        }
        if (value instanceof Double infinite && infinite.isInfinite()) {
            throw new Fault("cannot convert float infinity to integer");
        }
        Double real = realOf(value);
        return real == null || real.isNaN() || real.isInfinite()
                ? given.get(0, Numbers.of(0))
                : new BigDecimal(real).toBigInteger();
    }

    private static @Nullable BigInteger parsed(String text, int base) {
        String digits = Strings.strip(text, None.NONE, true, true);
        if (base != 10) {
            if (base != 16) {
                throw new Fault("the filter 'int' knows the bases 10 and 16, got " + base);
            }
            digits = digits.replaceFirst("^([-+]?)0[xX]", "$1");
        }
        boolean valid = digits.length() < MOST_DIGITS
                && digits.matches(base == 16 ? "[-+]?[0-9a-fA-F]+(_[0-9a-fA-F]+)*" : "[-+]?[0-9]+(_[0-9]+)*");
        return valid ? new BigInteger(digits.replace("_", ""), base) : null;
    }

    private static @Nullable Double realOf(Object value) {
        if (Types.isNumber(value)) {
            return Numbers.real(value);
        } else if (!Types.isText(value)) {
            return null;
        }
        String text = Characters.lower(Strings.strip(Types.text(value), None.NONE, true, true));
        if (text.matches("[-+]?(inf|infinity)")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        } else if (text.matches("[-+]?nan")) {
            return Double.NaN;
        }
        boolean valid = text.length() < MOST_DIGITS
                && text.matches("[-+]?([0-9]+(_[0-9]+)*\\.?([0-9]+(_[0-9]+)*)?|\\.[0-9]+(_[0-9]+)*)(e[-+]?[0-9]+)?");
        return valid ? Double.valueOf(text.replace("_", "")) : null;
    }

    private static Object real(Object value, Bound given) {
        if (value instanceof Undefined undefined) {
            throw undefined.fault();
        }
        Double real = realOf(value);
        return real == null ? given.get(0, 0.0) : real;
    }

    private static Object abs(Object value) {
        if (value instanceof Double real) {
            return Math.abs(real);
        } else if (Numbers.isInteger(value)) {
            return Numbers.integer(value).abs();
        }
        throw new Fault("bad operand type for abs(): '" + Types.nameOf(value) + "'");
    }

    private static Object round(Object value, Bound given) {
        if (!Types.isNumber(value)) {
            throw new Fault("the filter 'round' takes a number, not " + Types.nameOf(value));
        }
        int precision = given.integer(0, 0);
        String method = given.has(1) ? given.text(1) : "common";
        if (method.equals("common")) {
            return Numbers.round(value, precision);
        } else if (!method.equals("ceil") && !method.equals("floor")) {
            throw new Fault("the filter 'round' knows the methods common, ceil and floor, got '" + method + "'");
        }
        Object factor = Arithmetic.apply("**", Numbers.of(10), Numbers.of(precision));
        Object scaled = Arithmetic.apply("*", value, factor);
        double whole = method.equals("ceil") ? Math.ceil(Numbers.real(scaled)) : Math.floor(Numbers.real(scaled));
        if (Double.isNaN(whole) || Double.isInfinite(whole)) {
            throw new Fault("cannot convert " + Numbers.text(whole) + " to integer");
        }
        return Arithmetic.apply("/", new BigDecimal(whole).toBigInteger(), factor);
    }

    private static Object sum(Object value, Bound given, Budget budget) {
        var attribute = Attributes.path(given.get(0), null, budget);
        Object sum = given.get(1, Numbers.of(0));
        if (Types.isText(sum)) {
            throw new Fault("sum() can't sum strings");
        }
        for (Object item : Items.list(value)) {
            sum = Operators.apply("+", sum, attribute.apply(item), budget);
        }
        return sum;
    }
}
