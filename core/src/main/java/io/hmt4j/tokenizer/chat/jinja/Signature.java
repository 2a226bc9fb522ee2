package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/**
 * The parameters of a filter, method or global function.
 *
 * @param function its name, for messages
 * @param required how many parameters must be given
 * @param names the parameters, in order
 */
record Signature(String function, int required, List<String> names) {

    static Signature of(String function, int required, String... names) {
        return new Signature(function, required, List.of(names));
    }

    Bound bind(Arguments arguments) {
        if (arguments.positional().size() > names.size()) {
            throw new Fault(function + " takes at most " + names.size() + " argument(s), got "
                    + arguments.positional().size());
        }
        for (String name : arguments.named().keySet()) {
            int index = names.indexOf(name);
            if (index < 0 || index < arguments.positional().size()) {
                throw new Fault(function + " takes no keyword argument '" + name + "'; known: " + names);
            }
        }
        Bound bound = new Bound(this, arguments);
        for (int index = 0; index < required; index++) {
            if (!bound.has(index)) {
                throw new Fault(function + " misses the argument '" + names.get(index) + "'");
            }
        }
        return bound;
    }
}
