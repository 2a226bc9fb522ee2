package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code text % values} with {@code %s %r %d %i %f %x %X %%}, flags, width and precision. */
final class PercentFormat {

    private static final Pattern PLACE =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-+ 0]*)(\\d{0,4})(?:\\.(\\d{0,3}))?([a-zA-Z%])");

    private final List<Object> values;
    private final Object given;
    private int next;

    private PercentFormat(Object given) {
        this.given = given;
        this.values = given instanceof Tuple tuple ? tuple.items() : List.of(given);
    }

    static Object format(Object template, Object given, Budget budget) {
        if (template instanceof SafeText) {
            throw new Fault("'%' on text marked as safe is not supported");
        }
        String text = new PercentFormat(given).fill(Types.text(template));
        budget.text(text.length());
        return text;
    }

    private String fill(String template) {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        int end = 0;
        int percent = template.indexOf('%');
        while (percent >= 0) {
            if (!place.region(percent, template.length()).lookingAt()) {
                throw new Fault("a '%' that begins no format this side knows: " + template.substring(percent));
            }
            filled.append(template, end, percent).append(value(place));
            end = place.end();
            percent = template.indexOf('%', end);
        }
        if (next < values.size() && !isSubscriptable()) {
            throw new Fault("not all arguments converted during string formatting");
        }
        return filled.append(template.substring(end)).toString();
    }

    /** Python takes what has items for a mapping, from which nothing need be used. */
    private boolean isSubscriptable() {
        return given instanceof Dict || given instanceof List || given instanceof Range || given instanceof Undefined;
    }

    private String value(Matcher place) {
        if (place.group(5).equals("%")) {
            return "%";
        }
        Object value = place.group(1) == null ? positional() : named(place.group(1));
        String flags = place.group(2);
        boolean number = "dixXf".contains(place.group(5));
        String text = converted(place, value);
        String signed = number && !text.startsWith("-") && flags.contains("+")
                ? "+" + text
                : number && !text.startsWith("-") && flags.contains(" ") ? " " + text : text;
        return padded(signed, flags, place.group(3).isEmpty() ? 0 : Integer.parseInt(place.group(3)), number);
    }

    private Object positional() {
        if (next >= values.size()) {
            throw new Fault("not enough arguments for format string");
        }
        return values.get(next++);
    }

    private Object named(String name) {
        if (!(given instanceof Dict dict)) {
            throw new Fault("format requires a mapping");
        }
        Object value = dict.get(name);
        if (value == null) {
            throw new Fault("the format's key '" + name + "' is missing");
        }
        return value;
    }

    private static String converted(Matcher place, Object value) {
        String precision = place.group(4);
        int digits = precision == null ? -1 : precision.isEmpty() ? 0 : Integer.parseInt(precision);
        return switch (place.group(5)) {
            case "s" -> cut(Repr.str(value), digits);
            case "r" -> cut(Repr.repr(value), digits);
            case "d", "i" -> integer(value, digits).toString();
            case "x" -> hexadecimal(value, digits);
            case "X" -> Characters.upper(hexadecimal(value, digits));
            case "f" -> fixed(value, digits < 0 ? 6 : digits);
            default -> throw new Fault("the format '%" + place.group(5) + "' is not supported");
        };
    }

    private static String cut(String text, int most) {
        return most < 0 || Characters.length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private static BigInteger integer(Object value, int digits) {
        if (digits >= 0) {
            throw new Fault("a precision of integers is not supported in a format");
        }
        if (value instanceof Double real && !real.isNaN() && !real.isInfinite()) {
            return new BigDecimal(real).toBigInteger();
        } else if (!Numbers.isInteger(value)) {
            throw new Fault("%d format: a real number is required, not " + Types.nameOf(value));
        }
        return Numbers.integer(value);
    }

    private static String hexadecimal(Object value, int digits) {
        if (!Numbers.isInteger(value)) {
            throw new Fault("%x format: an integer is required, not " + Types.nameOf(value));
        }
        return integer(value, digits).toString(16);
    }

    private static String fixed(Object value, int digits) {
        if (!Types.isNumber(value)) {
            throw new Fault("%f format: a number is required, not " + Types.nameOf(value));
        }
        double real = Numbers.real(value);
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            return Numbers.text(real);
        }
        String text =
                new BigDecimal(real).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        return real < 0 && !text.startsWith("-") ? "-" + text : text;
    }

    private static String padded(String text, String flags, int width, boolean number) {
        int missing = width - Characters.length(text);
        if (missing <= 0) {
            return text;
        } else if (flags.contains("-")) {
            return text + " ".repeat(missing);
        } else if (number && flags.contains("0")) {
            int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        return " ".repeat(missing) + text;
    }
}
