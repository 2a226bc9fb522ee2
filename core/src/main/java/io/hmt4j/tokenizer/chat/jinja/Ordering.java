package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/** Python's {@code <} and {@code >}: numbers, text, and sequences of them; values of unlike types have no order. */
final class Ordering {

    private Ordering() {}

    static int compare(Object left, Object right, Budget budget) {
        budget.step();
        if (Types.isNumber(left) && Types.isNumber(right)) {
            return Numbers.compare(left, right);
        } else if (Types.isText(left) && Types.isText(right)) {
            return Characters.compare(Types.text(left), Types.text(right));
        } else if (left instanceof List<?> a && right instanceof List<?> b) {
            return compareItems(a, b, budget);
        } else if (left instanceof Tuple a && right instanceof Tuple b) {
            return compareItems(a.items(), b.items(), budget);
        } else if (left instanceof Undefined undefined) {
            throw undefined.fault();
        } else if (right instanceof Undefined undefined) {
            throw undefined.fault();
        }
        throw new Fault("values of type '" + Types.nameOf(left) + "' and '" + Types.nameOf(right) + "' have no order");
    }

    private static int compareItems(List<?> left, List<?> right, Budget budget) {
        int shared = Math.min(left.size(), right.size());
        for (int index = 0; index < shared; index++) {
            if (!Equality.equal(left.get(index), right.get(index), budget)) {
                return compare(left.get(index), right.get(index), budget);
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
