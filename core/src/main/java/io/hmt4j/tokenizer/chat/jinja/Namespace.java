package io.hmt4j.tokenizer.chat.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code namespace(...)}: the one value whose attributes a template may set, from any scope. */
final class Namespace {

    final Map<String, Object> attributes = new HashMap<>();

    static Namespace of(Arguments arguments) {
        Namespace namespace = new Namespace();
        Dict initial = Globals.dict(arguments);
        for (Object item : initial.items()) {
            List<Object> pair = ((Tuple) item).items();
            namespace.attributes.put(Repr.str(pair.get(0)), pair.get(1));
        }
        return namespace;
    }
}
