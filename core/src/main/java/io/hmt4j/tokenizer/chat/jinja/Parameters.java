package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/**
 * The parameters of a macro.
 *
 * @param names in order
 * @param defaults of the last names
 */
record Parameters(List<String> names, List<Expr> defaults) {

    Parameters {
        names = List.copyOf(names);
        defaults = List.copyOf(defaults);
    }
}
