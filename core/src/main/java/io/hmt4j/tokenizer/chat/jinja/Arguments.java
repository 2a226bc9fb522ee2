package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;
import java.util.Map;

/** The evaluated arguments of a call, filter or test. */
record Arguments(List<Object> positional, Map<String, Object> named) {

    static final Arguments EMPTY = new Arguments(List.of(), Map.of());

    void refuseNamed(String function) {
        if (!named.isEmpty()) {
            throw new Fault(function + "() takes no keyword argument '"
                    + named.keySet().iterator().next() + "'");
        }
    }
}
