package io.hmt4j.tokenizer.chat.jinja;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.List;

/** The functions that every template can call. */
final class Globals {

    private static final List<String> UNSUPPORTED = List.of("lipsum", "cycler", "joiner", "self");
    private static final Signature RAISE = Signature.of("raise_exception", 1, "message");
    private static final Signature STRFTIME = Signature.of("strftime_now", 1, "format");

    private Globals() {}

    static void define(Scope scope, Clock clock) {
        scope.set("range", (Callable) Range::of);
        scope.set("dict", (Callable) Globals::dict);
        scope.set("namespace", (Callable) Namespace::of);
        scope.set("raise_exception", (Callable) Globals::raise);
        scope.set("strftime_now", (Callable)
                arguments -> Strftime.format(STRFTIME.bind(arguments).text(0), ZonedDateTime.now(clock)));
        for (String name : UNSUPPORTED) {
            scope.set(name, (Callable) arguments -> {
                throw new Fault("the function '" + name + "' is not supported");
            });
        }
    }

    private static Object raise(Arguments arguments) {
        throw new Fault(Repr.str(RAISE.bind(arguments).get(0)));
    }

    /** {@code dict(mapping or pairs, name=value)}. */
    static Dict dict(Arguments arguments) {
        Dict dict = new Dict();
        if (arguments.positional().size() > 1) {
            throw new Fault("dict expected at most 1 argument, got "
                    + arguments.positional().size());
        }
        for (Object given : arguments.positional()) {
            if (given instanceof Dict other) {
                dict.putAll(other);
            } else {
                Items.list(given).forEach(pair -> putPair(dict, Items.list(pair)));
            }
        }
        arguments.named().forEach(dict::put);
        return dict;
    }

    private static void putPair(Dict dict, List<Object> pair) {
        if (pair.size() != 2) {
            throw new Fault("dict: expected pairs, found " + pair.size() + " item(s)");
        }
        dict.put(pair.get(0), pair.get(1));
    }
}
