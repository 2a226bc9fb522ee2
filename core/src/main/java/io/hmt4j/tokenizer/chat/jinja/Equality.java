package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;

/** When two values are equal, and which key of a dict a value is. */
final class Equality {

    private Equality() {}

    static boolean equal(Object left, Object right, Budget budget) {
        budget.step();
        if (Types.isNumber(left) && Types.isNumber(right)) {
            return Numbers.compare(left, right) == 0 && !Numbers.isNan(left) && !Numbers.isNan(right);
        } else if (Types.isText(left) && Types.isText(right)) {
            return Types.text(left).equals(Types.text(right));
        } else if (left instanceof List<?> a && right instanceof List<?> b) {
            return equalItems(a, b, budget);
        } else if (left instanceof Tuple a && right instanceof Tuple b) {
            return equalItems(a.items(), b.items(), budget);
        } else if (left instanceof Dict a && right instanceof Dict b) {
            return equalEntries(a, b, budget);
        } else if (left instanceof Range a && right instanceof Range b) {
            return equalItems(a.items(), b.items(), budget);
        } else if (left instanceof View || right instanceof View) {
            throw new Fault("comparing " + Types.nameOf(left) + " and " + Types.nameOf(right) + " is not supported");
        } else if (left instanceof Undefined && right instanceof Undefined) {
            return true;
        }
        return left == right;
    }

    private static boolean equalItems(List<?> left, List<?> right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        for (Object item : left) {
            Object other = others.next();
            if (item != other && !equal(item, other, budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalEntries(Dict left, Dict right, Budget budget) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Object key : left.keys()) {
            Object mine = left.get(key);
            Object other = right.get(key);
            if (mine == null || other == null || (mine != other && !equal(mine, other, budget))) {
                return false;
            }
        }
        return true;
    }

    static boolean isHashable(Object value) {
        return value instanceof Tuple tuple
                ? tuple.items().stream().allMatch(Equality::isScalar)
                : !(value instanceof List || value instanceof Dict);
    }

    private static boolean isScalar(Object value) {
        return !(value instanceof List || value instanceof Dict || value instanceof Tuple);
    }

    /** What stands for a value in a hash table: equal values have the same key. Tuples are keys where they are flat. */
    static Object key(Object value) {
        if (!isHashable(value)) {
            throw new Fault("unhashable type: '" + Types.nameOf(value) + "'");
        } else if (value instanceof Boolean truth) {
            return truth ? BigInteger.ONE : BigInteger.ZERO;
        } else if (value instanceof Double real && Math.rint(real) == real && !Double.isInfinite(real)) {
            return new BigDecimal(real).toBigInteger();
        } else if (value instanceof SafeText safe) {
            return safe.text();
        } else if (value instanceof Tuple tuple) {
            return tuple.items().stream().map(Equality::key).toList();
        } else if (value instanceof Undefined) {
            return Undefined.class;
        }
        return value;
    }
}
