package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Python's arithmetic on int and float. */
final class Arithmetic {

    private static final int MOST_EXPONENT = 4096;

    private Arithmetic() {}

    static Object apply(String operator, Object left, Object right) {
        boolean integers = Numbers.isInteger(left) && Numbers.isInteger(right);
        if (!operator.equals("**") && "//%".contains(operator) && !Types.truth(right)) {
            throw new Fault("division by zero");
        }
        return integers
                ? integers(operator, Numbers.integer(left), Numbers.integer(right))
                : reals(operator, Numbers.real(left), Numbers.real(right));
    }

    private static Object integers(String operator, BigInteger left, BigInteger right) {
        return switch (operator) {
            case "+" -> Numbers.bounded(left.add(right));
            case "-" -> Numbers.bounded(left.subtract(right));
            case "*" -> Numbers.bounded(left.multiply(right));
            case "//" -> Numbers.floorDivide(left, right);
            case "%" -> left.subtract(right.multiply(Numbers.floorDivide(left, right)));
            case "/" -> quotient(left, right);
            default -> power(left, right);
        };
    }

    private static Object quotient(BigInteger left, BigInteger right) {
        double quotient = new BigDecimal(left)
                .divide(new BigDecimal(right), MathContext.DECIMAL128)
                .doubleValue();
        if (Double.isInfinite(quotient)) {
            throw new Fault("integer division result too large for a float");
        }
        return quotient;
    }

    private static Object power(BigInteger base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return reals("**", Numbers.real(base), Numbers.real(exponent));
        }
        if (base.bitLength() <= 1 && exponent.bitLength() > 12) {
            return exponent.testBit(0) ? base : base.multiply(base);
        }
        if (exponent.bitLength() > 12 || (long) base.bitLength() * exponent.intValue() > 2 * MOST_EXPONENT) {
            throw new Fault("the power " + base + " ** " + exponent + " is too large");
        }
        return Numbers.bounded(base.pow(exponent.intValue()));
    }

    private static Object reals(String operator, double left, double right) {
        return switch (operator) {
            case "+" -> left + right;
            case "-" -> left - right;
            case "*" -> left * right;
            case "/" -> left / right;
            case "//" -> floorDivide(left, right);
            case "%" -> modulo(left, right);
            default -> power(left, right);
        };
    }

    /** Python's {@code float_divmod}: the quotient that belongs to a remainder of the divisor's sign. */
    private static double floorDivide(double left, double right) {
        double quotient = (left - modulo(left, right)) / right;
        if (quotient == 0) {
            return Math.copySign(0.0, left / right);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    private static double modulo(double left, double right) {
        double remainder = left % right;
        if (remainder == 0) {
            return Math.copySign(0.0, right);
        }
        return (right < 0) == (remainder < 0) ? remainder : remainder + right;
    }

    private static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw new Fault("0.0 cannot be raised to a negative power");
        }
        if (base < 0 && Math.rint(exponent) != exponent) {
            throw new Fault("a negative number cannot be raised to a fractional power");
        }
        double power = Math.pow(base, exponent);
        if (Double.isInfinite(power) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
            throw new Fault("the power " + base + " ** " + exponent + " is too large");
        }
        return power;
    }
}
