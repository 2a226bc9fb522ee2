package io.hmt4j.tokenizer.chat.jinja;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What may follow {@code is}. */
final class Tests {

    @FunctionalInterface
    private interface Body {
        boolean holds(Object value, List<Object> arguments, Budget budget);
    }

    private record Definition(int arguments, Body body) {}

    private static final Map<String, Definition> TESTS = new HashMap<>();

    static {
        plain(value -> !(value instanceof Undefined), "defined");
        plain(Undefined.class::isInstance, "undefined");
        plain(value -> value == None.NONE, "none");
        plain(Types::isText, "string");
        plain(Types::isNumber, "number");
        plain(BigInteger.class::isInstance, "integer");
        plain(Double.class::isInstance, "float");
        plain(Boolean.class::isInstance, "boolean");
        plain(Boolean.TRUE::equals, "true");
        plain(Boolean.FALSE::equals, "false");
        plain(Dict.class::isInstance, "mapping");
        plain(Items::isIterable, "iterable");
        plain(value -> Items.hasLength(value) && !(value instanceof View), "sequence");
        plain(value -> value instanceof Callable || value instanceof Undefined, "callable");
        plain(SafeText.class::isInstance, "escaped");
        plain(value -> cased(value) && Repr.str(value).equals(Characters.lower(Repr.str(value))), "lower");
        plain(value -> cased(value) && Repr.str(value).equals(Characters.upper(Repr.str(value))), "upper");
        plain(value -> hasRemainder(value, Numbers.of(2), 0), "even");
        plain(value -> hasRemainder(value, Numbers.of(2), 1), "odd");
        define((value, given, budget) -> hasRemainder(value, given.get(0), 0), "divisibleby");
        define((value, given, budget) -> same(value, given.get(0)), "sameas");
        define((value, given, budget) -> Operators.compare("in", value, given.get(0), budget), "in");
        define((value, given, budget) -> Operators.compare("==", value, given.get(0), budget), "eq", "equalto", "==");
        define((value, given, budget) -> Operators.compare("!=", value, given.get(0), budget), "ne", "!=");
        define((value, given, budget) -> Operators.compare("<", value, given.get(0), budget), "lt", "lessthan", "<");
        define((value, given, budget) -> Operators.compare("<=", value, given.get(0), budget), "le", "<=");
        define((value, given, budget) -> Operators.compare(">", value, given.get(0), budget), "gt", "greaterthan", ">");
        define((value, given, budget) -> Operators.compare(">=", value, given.get(0), budget), "ge", ">=");
    }

    private Tests() {}

    private static void plain(Predicate<Object> test, String name) {
        TESTS.put(name, new Definition(0, (value, arguments, budget) -> test.test(value)));
    }

    private static void define(Body body, String... names) {
        for (String name : names) {
            TESTS.put(name, new Definition(1, body));
        }
    }

    static boolean knows(String name) {
        return TESTS.containsKey(name);
    }

    static String known() {
        return String.join(", ", new TreeSet<>(TESTS.keySet()));
    }

    static boolean apply(String name, Object value, Arguments arguments, Budget budget) {
        Definition test = TESTS.get(name);
        if (test == null) {
            throw new Fault("unknown test '" + name + "'; known: " + known());
        }
        arguments.refuseNamed(name);
        if (arguments.positional().size() != test.arguments) {
            throw new Fault("the test '" + name + "' takes " + test.arguments + " argument(s), got "
                    + arguments.positional().size());
        }
        return test.body.holds(value, arguments.positional(), budget);
    }

    private static boolean cased(Object value) {
        return Strings.hasCase(Repr.str(value));
    }

    private static boolean hasRemainder(Object value, Object divisor, int remainder) {
        if (!Types.isNumber(value) || !Types.isNumber(divisor)) {
            throw new Fault("expected numbers, found " + Types.nameOf(value) + " and " + Types.nameOf(divisor));
        }
        return Numbers.compare(Arithmetic.apply("%", value, divisor), Numbers.of(remainder)) == 0;
    }

    /** Python's {@code is}, which has a meaning of its own for the constants alone. */
    private static boolean same(Object value, Object constant) {
        if (constant instanceof Boolean || constant == None.NONE) {
            return value.equals(constant);
        }
        throw new Fault("the test 'sameas' knows true, false and none, got " + Types.nameOf(constant));
    }
}
