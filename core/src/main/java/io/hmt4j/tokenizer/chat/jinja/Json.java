package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Python's {@code json.dumps}, the filter {@code tojson} of Hugging Face's chat templates: nothing escaped for HTML.
 *
 * @param ascii whether characters beyond ASCII are escaped
 * @param indent what a level is indented by; null for a single line
 * @param itemSeparator between items
 * @param keySeparator between a key and its value
 * @param sortKeys whether keys are sorted
 */
record Json(boolean ascii, @Nullable String indent, String itemSeparator, String keySeparator, boolean sortKeys) {

    private static final int DEEPEST = 500;

    String dumps(Object value, Budget budget) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out, budget);
        return out.toString();
    }

    private void write(Object value, int depth, StringBuilder out, Budget budget) {
        budget.step();
        Budget.longest(out.length());
        if (depth > DEEPEST) {
            throw new Fault("tojson: a value nested more than " + DEEPEST + " deep");
        }
        if (Types.isText(value)) {
            quote(Types.text(value), out);
        } else if (value instanceof List<?> list) {
            array(list, depth, out, budget);
        } else if (value instanceof Tuple tuple) {
            array(tuple.items(), depth, out, budget);
        } else if (value instanceof Dict dict) {
            object(dict, depth, out, budget);
        } else {
            out.append(scalar(value));
        }
    }

    private static String scalar(Object value) {
        if (value == None.NONE) {
            return "null";
        } else if (value instanceof Boolean truth) {
            return truth ? "true" : "false";
        } else if (value instanceof BigInteger integer) {
            return integer.toString();
        } else if (value instanceof Double real) {
            return real.isNaN()
                    ? "NaN"
                    : real.isInfinite() ? (real > 0 ? "Infinity" : "-Infinity") : Numbers.text(real);
        }
        throw new Fault("Object of type " + Types.nameOf(value) + " is not JSON serializable");
    }

    private void array(List<?> items, int depth, StringBuilder out, Budget budget) {
        out.append('[');
        String between = "";
        for (Object item : items) {
            out.append(between).append(line(depth + 1));
            write(item, depth + 1, out, budget);
            between = itemSeparator;
        }
        out.append(items.isEmpty() ? "" : line(depth)).append(']');
    }

    private void object(Dict dict, int depth, StringBuilder out, Budget budget) {
        out.append('{');
        String between = "";
        for (List<Object> entry : entries(dict, budget)) {
            out.append(between).append(line(depth + 1));
            quote(key(entry.get(0)), out);
            out.append(keySeparator);
            write(entry.get(1), depth + 1, out, budget);
            between = itemSeparator;
        }
        out.append(dict.size() == 0 ? "" : line(depth)).append('}');
    }

    private List<List<Object>> entries(Dict dict, Budget budget) {
        List<List<Object>> entries = new ArrayList<>();
        dict.items().forEach(item -> entries.add(((Tuple) item).items()));
        if (sortKeys) {
            entries.sort((left, right) -> Ordering.compare(left.get(0), right.get(0), budget));
        }
        return entries;
    }

    private static String key(Object key) {
        if (Types.isText(key)) {
            return Types.text(key);
        } else if (key == None.NONE || Types.isNumber(key)) {
            return scalar(key);
        }
        throw new Fault("tojson: keys must be str, int, float, bool or None, not " + Types.nameOf(key));
    }

    private String line(int depth) {
        return indent == null ? "" : "\n" + indent.repeat(depth);
    }

    private void quote(String text, StringBuilder out) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    boolean escaped = character < 0x20 || (ascii && character > 0x7E);
                    out.append(escaped ? String.format("\\u%04x", (int) character) : String.valueOf(character));
                }
            }
        }
        out.append('"');
    }
}
