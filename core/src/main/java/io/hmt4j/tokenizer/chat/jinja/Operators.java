package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/** Python's operators on any values. */
final class Operators {

    private Operators() {}

    static Object apply(String operator, Object left, Object right, Budget budget) {
        if (left instanceof Undefined undefined) {
            throw undefined.fault();
        } else if (Types.isNumber(left) && Types.isNumber(right)) {
            return Arithmetic.apply(operator, left, right);
        } else if (operator.equals("%") && Types.isText(left)) {
            return PercentFormat.format(left, right, budget);
        } else if (right instanceof Undefined undefined) {
            throw undefined.fault();
        } else if (operator.equals("+")) {
            return add(left, right, budget);
        } else if (operator.equals("*") && Numbers.isInteger(right)) {
            return repeat(left, Numbers.toInt(right), budget);
        } else if (operator.equals("*") && Numbers.isInteger(left)) {
            return repeat(right, Numbers.toInt(left), budget);
        }
        throw unsupported(operator, left, right);
    }

    static Object sign(boolean negative, Object operand) {
        if (operand instanceof Undefined undefined) {
            throw undefined.fault();
        } else if (operand instanceof Double real) {
            return negative ? -real : real;
        } else if (!Numbers.isInteger(operand)) {
            throw new Fault(
                    "bad operand type for unary " + (negative ? "-" : "+") + ": '" + Types.nameOf(operand) + "'");
        }
        return negative ? Numbers.integer(operand).negate() : Numbers.integer(operand);
    }

    static boolean compare(String operator, Object left, Object right, Budget budget) {
        return switch (operator) {
            case "==" -> Equality.equal(left, right, budget);
            case "!=" -> !Equality.equal(left, right, budget);
            case "in" -> Items.contains(right, left, budget);
            case "not in" -> !Items.contains(right, left, budget);
            default -> ordered(operator, left, right, budget);
        };
    }

    private static boolean ordered(String operator, Object left, Object right, Budget budget) {
        int order = Ordering.compare(left, right, budget);
        if (Numbers.isNan(left) || Numbers.isNan(right)) {
            return false;
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Object add(Object left, Object right, Budget budget) {
        if (Types.isText(left) && Types.isText(right)) {
            boolean safe = left instanceof SafeText || right instanceof SafeText;
            String joined = safe
                    ? SafeText.escape(left).text() + SafeText.escape(right).text()
                    : Types.text(left) + Types.text(right);
            budget.text(joined.length());
            return safe ? new SafeText(joined) : joined;
        } else if (left instanceof List<?> a && right instanceof List<?> b) {
            return joined(a, b, budget);
        } else if (left instanceof Tuple a && right instanceof Tuple b) {
            return new Tuple(joined(a.items(), b.items(), budget));
        }
        throw unsupported("+", left, right);
    }

    private static List<Object> joined(List<?> left, List<?> right, Budget budget) {
        budget.items((long) left.size() + right.size());
        List<Object> joined = new ArrayList<>(left);
        joined.addAll(right);
        return joined;
    }

    private static Object repeat(Object value, int times, Budget budget) {
        int count = Math.max(0, times);
        if (Types.isText(value)) {
            budget.text((long) Types.text(value).length() * count);
            String repeated = Types.text(value).repeat(count);
            return value instanceof SafeText ? new SafeText(repeated) : repeated;
        } else if (value instanceof List || value instanceof Tuple) {
            List<Object> items = Items.list(value);
            budget.items((long) items.size() * count);
            List<Object> repeated = new ArrayList<>();
            for (int round = 0; round < count && !items.isEmpty(); round++) {
                repeated.addAll(items);
            }
            return value instanceof Tuple ? new Tuple(repeated) : repeated;
        }
        throw unsupported("*", value, Numbers.of(times));
    }

    private static Fault unsupported(String operator, Object left, Object right) {
        return new Fault("unsupported operand type(s) for " + operator + ": '" + Types.nameOf(left) + "' and '"
                + Types.nameOf(right) + "'");
    }
}
