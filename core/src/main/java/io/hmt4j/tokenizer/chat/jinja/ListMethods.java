package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of a list or tuple that leave it as it is. */
final class ListMethods {

    private static final Signature COUNT = Signature.of("count", 1, "value");
    private static final Signature INDEX = Signature.of("index", 1, "value");

    private ListMethods() {}

    static @Nullable Callable find(List<Object> items, String name, Budget budget) {
        return switch (name) {
            case "count" -> arguments -> count(items, COUNT.bind(arguments).get(0), budget);
            case "index" -> arguments -> index(items, INDEX.bind(arguments).get(0), budget);
            case "copy" -> DictMethods.without(name, () -> new ArrayList<>(items));
            default -> null;
        };
    }

    private static Object count(List<Object> items, Object value, Budget budget) {
        return Numbers.of(items.stream()
                .filter(item -> Equality.equal(item, value, budget))
                .count());
    }

    private static Object index(List<Object> items, Object value, Budget budget) {
        for (int index = 0; index < items.size(); index++) {
            if (Equality.equal(items.get(index), value, budget)) {
                return Numbers.of(index);
            }
        }
        throw new Fault(Repr.repr(value) + " is not in list");
    }
}
