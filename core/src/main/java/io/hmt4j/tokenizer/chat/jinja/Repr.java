package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigInteger;
import java.util.List;

/** Python's {@code str()} and {@code repr()}. */
final class Repr {

    private static final int DEEPEST = 500;
    private static final int LONGEST = 1 << 24;

    private Repr() {}

    /** What a value prints as. */
    static String str(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof SafeText safe) {
            return safe.text();
        } else if (value instanceof Undefined) {
            return "";
        }
        return repr(value);
    }

    static String repr(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, 0, out);
        return out.toString();
    }

    private static void write(Object value, int depth, StringBuilder out) {
        if (depth > DEEPEST || out.length() > LONGEST) {
            throw new Fault("a value nested more than " + DEEPEST + " deep, or longer than " + LONGEST + " characters");
        }
        if (value instanceof List<?> list) {
            items(list, "[", "]", depth, out);
        } else if (value instanceof Tuple tuple) {
            items(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", depth, out);
        } else if (value instanceof View view) {
            items(view.items(), view.type() + "([", "])", depth, out);
        } else if (value instanceof Dict dict) {
            entries(dict, depth, out);
        } else {
            out.append(scalar(value));
        }
    }

    private static void items(List<?> items, String open, String close, int depth, StringBuilder out) {
        String between = open;
        for (Object item : items) {
            out.append(between);
            write(item, depth + 1, out);
            between = ", ";
        }
        out.append(items.isEmpty() ? open : "").append(close);
    }

    private static void entries(Dict dict, int depth, StringBuilder out) {
        String between = "{";
        for (Object item : dict.items()) {
            List<Object> pair = ((Tuple) item).items();
            out.append(between);
            write(pair.get(0), depth + 1, out);
            out.append(": ");
            write(pair.get(1), depth + 1, out);
            between = ", ";
        }
        out.append(dict.size() == 0 ? "{}" : "}");
    }

    private static String scalar(Object value) {
        if (value == None.NONE) {
            return "None";
        } else if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        } else if (value instanceof BigInteger integer) {
            return integer.toString();
        } else if (value instanceof Double real) {
            return Numbers.text(real);
        } else if (value instanceof String text) {
            return quoted(text);
        } else if (value instanceof SafeText safe) {
            return "Markup(" + quoted(safe.text()) + ")";
        } else if (value instanceof Undefined) {
            return "Undefined";
        } else if (value instanceof Range range) {
            String step = range.step() == 1 ? "" : ", " + range.step();
            return "range(" + range.start() + ", " + range.stop() + step + ")";
        }
        throw new Fault("a value of type '" + Types.nameOf(value) + "' cannot be printed");
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder quoted = new StringBuilder().append(quote);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (character == quote) {
                        quoted.append('\\').append(quote);
                    } else if (isPrintable(character)) {
                        quoted.appendCodePoint(character);
                    } else {
                        quoted.append(escape(character));
                    }
                }
            }
        });
        return quoted.append(quote).toString();
    }

    private static String escape(int character) {
        String form = character < 0x100 ? "\\x%02x" : character < 0x10000 ? "\\u%04x" : "\\U%08x";
        return String.format(form, character);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }
}
