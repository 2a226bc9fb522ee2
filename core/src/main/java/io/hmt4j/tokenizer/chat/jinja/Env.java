package io.hmt4j.tokenizer.chat.jinja;

import java.util.Set;

/**
 * Where a node runs: its names, the text written so far, the bounds.
 *
 * @param scope the names in view
 * @param out what is written
 * @param budget the bounds of this rendering
 */
record Env(Scope scope, StringBuilder out, Budget budget) {

    Env inner(Set<String> unset) {
        return new Env(scope.child(unset), out, budget);
    }

    /** The same place writing to a text of its own. */
    Env capturing() {
        return new Env(scope, new StringBuilder(), budget);
    }

    Env in(Scope other) {
        return new Env(other, out, budget);
    }

    void write(String text) {
        budget.text(text.length());
        Budget.longest((long) out.length() + text.length());
        out.append(text);
    }
}
