package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code value.name} and {@code value[key]} with Jinja2's rules: a dot looks for a method first and an item then,
 * brackets the other way round, and what changes a value is out of reach.
 */
final class Attributes {

    private static final Set<String> LIST_CHANGES =
            Set.of("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort");
    private static final Set<String> DICT_CHANGES = Set.of("clear", "pop", "popitem", "setdefault", "update");

    /** What Python has on these types and this side has not: an error, since it is there. */
    private static final Map<String, Set<String>> MISSING = Map.of(
            "str",
            Set.of(
                    "casefold",
                    "encode",
                    "expandtabs",
                    "format_map",
                    "isascii",
                    "isdecimal",
                    "isidentifier",
                    "isnumeric",
                    "isprintable",
                    "istitle",
                    "maketrans",
                    "rindex",
                    "swapcase",
                    "translate"),
            "dict",
            Set.of("fromkeys"),
            "int",
            Set.of(
                    "as_integer_ratio",
                    "bit_count",
                    "bit_length",
                    "conjugate",
                    "denominator",
                    "from_bytes",
                    "imag",
                    "numerator",
                    "real",
                    "to_bytes"),
            "bool",
            Set.of(
                    "as_integer_ratio",
                    "bit_count",
                    "bit_length",
                    "conjugate",
                    "denominator",
                    "from_bytes",
                    "imag",
                    "numerator",
                    "real",
                    "to_bytes"),
            "float",
            Set.of("as_integer_ratio", "conjugate", "fromhex", "hex", "imag", "is_integer", "real"),
            "range",
            Set.of("count", "index", "start", "step", "stop"),
            "dict_items",
            Set.of("isdisjoint", "mapping"),
            "dict_keys",
            Set.of("isdisjoint", "mapping"),
            "dict_values",
            Set.of("mapping"),
            "generator",
            Set.of("close", "gi_code", "gi_frame", "gi_running", "gi_suspended", "gi_yieldfrom", "send", "throw"));

    private Attributes() {}

    static Object attribute(Object owner, String name, Budget budget) {
        Object found = own(owner, name, budget);
        if (found == null) {
            found = owner instanceof Dict dict ? dict.get(name) : null;
        }
        return found == null ? Undefined.attribute(owner, name) : found;
    }

    static Object item(Object owner, Object key, Budget budget) {
        budget.items(1 + (Items.hasLength(owner) ? Items.length(owner) / 16 : 0));
        Object found = Subscript.item(owner, key);
        if (found == null && Types.isText(key)) {
            found = own(owner, Types.text(key), budget);
        }
        return found == null ? Undefined.attribute(owner, shown(key)) : found;
    }

    /** Looks up a path such as {@code function.name}, as the filters with {@code attribute} do. */
    static UnaryOperator<Object> path(Object path, @Nullable Object otherwise, Budget budget) {
        List<Object> parts = new ArrayList<>();
        if (Types.isText(path)) {
            for (String part : Types.text(path).split("\\.", -1)) {
                boolean number =
                        !part.isEmpty() && part.length() < 10 && part.chars().allMatch(Character::isDigit);
                parts.add(number ? Numbers.of(Long.parseLong(part)) : part);
            }
        } else if (path != None.NONE) {
            parts.add(path);
        }
        return value -> {
            Object found = value;
            for (Object part : parts) {
                found = item(found, part, budget);
                found = found instanceof Undefined && otherwise != null ? otherwise : found;
            }
            return found;
        };
    }

    private static String shown(Object key) {
        return Types.isText(key) || Types.isNumber(key) ? Repr.str(key) : Types.nameOf(key);
    }

    private static @Nullable Object own(Object owner, String name, Budget budget) {
        if (owner instanceof Undefined undefined) {
            throw undefined.fault();
        } else if (name.startsWith("__")) {
            throw unsafe(owner, name).fault();
        } else if (owner instanceof Namespace namespace) {
            return namespace.attributes.get(name);
        } else if (owner instanceof LoopState loop) {
            return loop.attribute(name);
        } else if (owner instanceof Callable) {
            throw new Fault("attributes of functions and macros are not supported: '" + name + "'");
        } else if (MISSING.getOrDefault(Types.nameOf(owner), Set.of()).contains(name)) {
            throw new Fault("'" + name + "' of '" + Types.nameOf(owner) + "' is not supported");
        }
        return method(owner, name, budget);
    }

    private static @Nullable Object method(Object owner, String name, Budget budget) {
        if (owner instanceof Dict dict) {
            return DICT_CHANGES.contains(name) ? unsafe(owner, name) : DictMethods.find(dict, name);
        } else if (owner instanceof List<?> list) {
            return LIST_CHANGES.contains(name) ? unsafe(owner, name) : ListMethods.find(Items.list(list), name, budget);
        } else if (owner instanceof Tuple tuple) {
            return name.equals("copy") ? null : ListMethods.find(tuple.items(), name, budget);
        }
        return Types.isText(owner) ? StringMethods.find(owner, name, budget) : null;
    }

    private static Undefined unsafe(Object owner, String name) {
        return new Undefined("access to attribute '" + name + "' of '" + Types.nameOf(owner) + "' object is unsafe");
    }
}
