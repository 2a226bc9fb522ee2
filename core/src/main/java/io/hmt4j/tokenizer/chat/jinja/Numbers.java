package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Python's int (of any size, a bool counts as 0 or 1) and float. */
final class Numbers {

    /** Largest int, in bits: beyond lies a template that counts for its own sake. */
    private static final int MOST_BITS = 4096;

    private Numbers() {}

    static boolean isInteger(Object value) {
        return value instanceof BigInteger || value instanceof Boolean;
    }

    static boolean isNan(Object value) {
        return value instanceof Double real && real.isNaN();
    }

    static BigInteger integer(Object value) {
        return value instanceof Boolean truth ? (truth ? BigInteger.ONE : BigInteger.ZERO) : (BigInteger) value;
    }

    static double real(Object value) {
        if (value instanceof Double real) {
            return real;
        }
        double real = integer(value).doubleValue();
        if (Double.isInfinite(real)) {
            throw new Fault("int too large to convert to float");
        }
        return real;
    }

    /** An int that fits Java's: indices, counts, widths. */
    static int toInt(Object value) {
        if (!isInteger(value)) {
            throw new Fault("'" + Types.nameOf(value) + "' object cannot be interpreted as an integer");
        }
        BigInteger integer = integer(value);
        if (integer.bitLength() > 31) {
            throw new Fault("the integer " + Repr.str(integer) + " is too large here");
        }
        return integer.intValue();
    }

    static BigInteger of(long value) {
        return BigInteger.valueOf(value);
    }

    static BigInteger bounded(BigInteger value) {
        if (value.bitLength() > MOST_BITS) {
            throw new Fault("an integer of more than " + MOST_BITS + " bits");
        }
        return value;
    }

    static int compare(Object left, Object right) {
        if (isInteger(left) && isInteger(right)) {
            return integer(left).compareTo(integer(right));
        }
        if (infinite(left) || infinite(right) || isNan(left) || isNan(right)) {
            return Double.compare(approximate(left), approximate(right));
        }
        return exact(left).compareTo(exact(right));
    }

    private static boolean infinite(Object value) {
        return value instanceof Double real && real.isInfinite();
    }

    private static double approximate(Object value) {
        return value instanceof Double real ? real : integer(value).signum();
    }

    private static BigDecimal exact(Object value) {
        return value instanceof Double real ? new BigDecimal(real) : new BigDecimal(integer(value));
    }

    static BigInteger floorDivide(BigInteger left, BigInteger right) {
        BigInteger[] parts = left.divideAndRemainder(right);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != right.signum();
        return below ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** Python's round: to the nearest, ties to even, on the exact value. */
    static Object round(Object value, int precision) {
        int places = Math.max(-400, Math.min(400, precision));
        if (isInteger(value)) {
            return new BigDecimal(integer(value))
                    .setScale(Math.min(0, places), RoundingMode.HALF_EVEN)
                    .toBigInteger();
        }
        double real = (Double) value;
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            return real;
        }
        double rounded =
                new BigDecimal(real).setScale(places, RoundingMode.HALF_EVEN).doubleValue();
        return rounded == 0 ? Math.copySign(0.0, real) : rounded;
    }

    /** The shortest digits that read back as the same float, written as Python's repr does. */
    static String text(double real) {
        if (Double.isNaN(real)) {
            return "nan";
        } else if (Double.isInfinite(real)) {
            return real > 0 ? "inf" : "-inf";
        } else if (real == 0) {
            return Math.copySign(1, real) < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(real);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = real < 0 ? "-" : "";
        return sign + (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : positional(digits, exponent));
    }

    private static BigDecimal shortest(double real) {
        BigDecimal exact = new BigDecimal(real);
        for (int precision = 1; precision < 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == real) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }

    private static String positional(String digits, int exponent) {
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        int point = exponent + 1;
        return point >= digits.length()
                ? digits + "0".repeat(point - digits.length()) + ".0"
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
