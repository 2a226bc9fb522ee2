package io.hmt4j.tokenizer.chat.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The methods of a str. */
final class StringMethods {

    @FunctionalInterface
    private interface Body {
        Object call(String text, Bound arguments);
    }

    private record Method(Signature signature, Body body) {}

    private static final Map<String, Method> METHODS = new HashMap<>();

    /** What gives safe text on safe text. */
    private static final Set<String> KEEPS_SAFE =
            Set.of("strip", "lstrip", "rstrip", "upper", "lower", "capitalize", "title");

    private static final Set<String> PLAIN_ON_SAFE = Set.of(
            "startswith", "endswith", "find", "rfind", "index", "count", "isdigit", "isspace", "isupper", "islower");

    static {
        define("strip", 0, (text, given) -> Strings.strip(text, given.get(0), true, true), "chars");
        define("lstrip", 0, (text, given) -> Strings.strip(text, given.get(0), true, false), "chars");
        define("rstrip", 0, (text, given) -> Strings.strip(text, given.get(0), false, true), "chars");
        define("upper", 0, (text, given) -> Characters.upper(text));
        define("lower", 0, (text, given) -> Characters.lower(text));
        define("title", 0, (text, given) -> Strings.title(text));
        define("capitalize", 0, (text, given) -> Strings.capitalize(text));
        define("startswith", 1, (text, given) -> affix(given.get(0), text::startsWith), "prefix");
        define("endswith", 1, (text, given) -> affix(given.get(0), text::endsWith), "suffix");
        define("find", 1, (text, given) -> place(text, text.indexOf(given.text(0))), "sub");
        define("rfind", 1, (text, given) -> place(text, text.lastIndexOf(given.text(0))), "sub");
        define("index", 1, (text, given) -> index(text, given.text(0)), "sub");
        define("count", 1, (text, given) -> Numbers.of(Strings.count(text, given.text(0))), "sub");
        define("replace", 2, StringMethods::replace, "old", "new", "count");
        define(
                "split",
                0,
                (text, given) -> Splitting.split(text, given.get(0), given.integer(1, -1)),
                "sep",
                "maxsplit");
        define(
                "rsplit",
                0,
                (text, given) -> Splitting.rsplit(text, given.get(0), given.integer(1, -1)),
                "sep",
                "maxsplit");
        define("splitlines", 0, (text, given) -> Splitting.lines(text, given.truth(0, false)), "keepends");
        define("partition", 1, (text, given) -> Splitting.partition(text, given.text(0), false), "sep");
        define("rpartition", 1, (text, given) -> Splitting.partition(text, given.text(0), true), "sep");
        define("join", 1, (text, given) -> join(text, given.get(0)), "iterable");
        define(
                "removeprefix",
                1,
                (text, given) -> text.startsWith(given.text(0))
                        ? text.substring(given.text(0).length())
                        : text,
                "prefix");
        define(
                "removesuffix",
                1,
                (text, given) -> text.endsWith(given.text(0))
                        ? text.substring(0, text.length() - given.text(0).length())
                        : text,
                "suffix");
        define("isdigit", 0, (text, given) -> all(text, Character::isDigit));
        define("isalpha", 0, (text, given) -> all(text, Character::isLetter));
        define("isalnum", 0, (text, given) -> all(text, Character::isLetterOrDigit));
        define("isspace", 0, (text, given) -> all(text, Characters::isSpace));
        define("isupper", 0, (text, given) -> Strings.hasCase(text) && text.equals(Characters.upper(text)));
        define("islower", 0, (text, given) -> Strings.hasCase(text) && text.equals(Characters.lower(text)));
        define("ljust", 1, (text, given) -> Strings.pad(text, given, true), "width", "fillchar");
        define("rjust", 1, (text, given) -> Strings.pad(text, given, false), "width", "fillchar");
        define("zfill", 1, (text, given) -> Strings.zeros(text, given.integer(0, 0)), "width");
    }

    private StringMethods() {}

    private static void define(String name, int required, Body body, String... parameters) {
        METHODS.put(name, new Method(Signature.of(name, required, parameters), body));
    }

    /** A method bound to its str; null where there is none of that name. */
    static @Nullable Callable find(Object owner, String name, Budget budget) {
        String text = Types.text(owner);
        if (name.equals("format") && owner instanceof String) {
            return arguments -> BraceFormat.format(text, arguments, budget);
        }
        Method method = METHODS.get(name);
        if (method == null) {
            return name.equals("center") || name.equals("format") ? refused(name) : null;
        }
        return arguments -> {
            budget.text(text.length());
            Bound bound = method.signature.bind(arguments);
            Object result = method.body.call(text, bound);
            budget.text(result instanceof String made ? made.length() : 0);
            return owner instanceof SafeText ? safe(name, result) : result;
        };
    }

    private static Callable refused(String name) {
        throw new Fault("'" + name + "' of 'str' is not supported");
    }

    private static Object safe(String name, Object result) {
        if (KEEPS_SAFE.contains(name) && result instanceof String text) {
            return new SafeText(text);
        } else if (PLAIN_ON_SAFE.contains(name)) {
            return result;
        }
        throw new Fault("'" + name + "' on text marked as safe is not supported");
    }

    private static Object affix(Object given, Predicate<String> test) {
        List<Object> candidates = given instanceof Tuple tuple ? tuple.items() : List.of(given);
        for (Object candidate : candidates) {
            if (!Types.isText(candidate)) {
                throw new Fault("startswith and endswith take str or a tuple of str, not " + Types.nameOf(candidate));
            }
        }
        return candidates.stream().anyMatch(candidate -> test.test(Types.text(candidate)));
    }

    private static Object place(String text, int index) {
        return Numbers.of(index < 0 ? -1 : text.codePointCount(0, index));
    }

    private static Object index(String text, String sought) {
        if (!text.contains(sought)) {
            throw new Fault("substring not found");
        }
        return place(text, text.indexOf(sought));
    }

    private static Object replace(String text, Bound given) {
        return Strings.replace(text, given.text(0), given.text(1), given.integer(2, -1));
    }

    private static Object join(String separator, Object items) {
        StringBuilder joined = new StringBuilder();
        String between = "";
        for (Object item : Items.list(items)) {
            if (!Types.isText(item)) {
                throw new Fault("join: expected str items, found " + Types.nameOf(item));
            }
            joined.append(between).append(Types.text(item));
            between = separator;
        }
        return joined.toString();
    }

    private static Object all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }
}
