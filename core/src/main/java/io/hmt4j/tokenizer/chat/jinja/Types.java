package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigInteger;
import java.util.List;

/** What Python's type system says of a value. */
final class Types {

    private Types() {}

    static String nameOf(Object value) {
        if (value == None.NONE) {
            return "NoneType";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof BigInteger) {
            return "int";
        } else if (value instanceof Double) {
            return "float";
        } else if (isText(value)) {
            return "str";
        } else if (value instanceof List) {
            return "list";
        } else if (value instanceof View view) {
            return view.type();
        } else if (value instanceof Lazy) {
            return "generator";
        } else if (value instanceof Callable) {
            return "function";
        }
        return value instanceof LoopState
                ? "LoopContext"
                : value instanceof Namespace || value instanceof Undefined
                        ? value.getClass().getSimpleName()
                        : Characters.lower(value.getClass().getSimpleName());
    }

    static boolean isText(Object value) {
        return value instanceof String || value instanceof SafeText;
    }

    static boolean isNumber(Object value) {
        return value instanceof BigInteger || value instanceof Double || value instanceof Boolean;
    }

    /** The text of a str. */
    static String text(Object value) {
        return value instanceof SafeText safe ? safe.text() : (String) value;
    }

    /** Whether a value counts as true. */
    static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        } else if (value instanceof BigInteger integer) {
            return integer.signum() != 0;
        } else if (value instanceof Double real) {
            return real != 0;
        } else if (value == None.NONE || value instanceof Undefined) {
            return false;
        } else if (isText(value)) {
            return !text(value).isEmpty();
        } else if (Items.hasLength(value)) {
            return Items.length(value) > 0;
        }
        return true;
    }
}
