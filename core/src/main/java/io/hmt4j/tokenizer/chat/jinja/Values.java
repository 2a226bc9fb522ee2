package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java values as a template's values. */
final class Values {

    private static final int DEEPEST = 400;

    private Values() {}

    static Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static Object of(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new Fault("a value nested more than " + DEEPEST + " deep");
        }
        if (value == null) {
            return None.NONE;
        } else if (value instanceof String || value instanceof Boolean || value instanceof BigInteger) {
            return value;
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof Map<?, ?> map) {
            Dict dict = new Dict();
            map.forEach((key, item) -> dict.put(of(key, depth + 1), of(item, depth + 1)));
            return dict;
        } else if (value instanceof Collection<?> items) {
            List<Object> list = new ArrayList<>();
            items.forEach(item -> list.add(of(item, depth + 1)));
            return list;
        }
        throw new Fault("a value of type " + value.getClass().getName()
                + "; allowed: null, String, Boolean, numbers, Map, Collection");
    }

    private static Object number(Number number) {
        if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
            return number.doubleValue();
        }
        return BigInteger.valueOf(number.longValue());
    }
}
