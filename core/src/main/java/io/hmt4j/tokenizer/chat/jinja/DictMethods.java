package io.hmt4j.tokenizer.chat.jinja;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The methods of a dict that leave it as it is. */
final class DictMethods {

    private static final Signature GET = Signature.of("get", 1, "key", "default");

    private DictMethods() {}

    static @Nullable Callable find(Dict dict, String name) {
        return switch (name) {
            case "keys" -> without(name, () -> new View("dict_keys", dict.keys()));
            case "values" -> without(name, () -> new View("dict_values", dict.values()));
            case "items" -> without(name, () -> new View("dict_items", dict.items()));
            case "get" -> arguments -> get(dict, GET.bind(arguments));
            case "copy" -> without(name, () -> copy(dict));
            default -> null;
        };
    }

    static Callable without(String name, Supplier<Object> method) {
        Signature signature = Signature.of(name, 0);
        return arguments -> {
            signature.bind(arguments);
            return method.get();
        };
    }

    private static Object get(Dict dict, Bound arguments) {
        Object found = dict.get(arguments.get(0));
        return found == null ? arguments.get(1) : found;
    }

    private static Dict copy(Dict dict) {
        Dict copy = new Dict();
        copy.putAll(dict);
        return copy;
    }
}
