package io.hmt4j.tokenizer.chat.jinja;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names a frame reads and sets, decided before it runs, as Jinja2's compiler does (its module {@code idtracking}).
 *
 * <p>What matters is a name that a frame sets without reading it first: it hides a variable of the same name given from
 * outside, even where a loop or macro inside reads it before it is set.
 */
final class Symbols {

    private final @Nullable Symbols parent;
    private final Set<String> known = new HashSet<>();
    private final Set<String> stored = new HashSet<>();
    private final Set<String> unset = new HashSet<>();

    Symbols(@Nullable Symbols parent) {
        this.parent = parent;
    }

    void parameter(String name) {
        known.add(name);
        stored.add(name);
        unset.remove(name);
    }

    void load(String name) {
        if (!knows(name)) {
            known.add(name);
        }
    }

    void load(Expr expression) {
        if (expression instanceof Expr.Name name) {
            load(name.name());
        }
        expression.children().forEach(this::load);
    }

    void store(String name) {
        stored.add(name);
        if (known.add(name) && !knownOutside(name)) {
            unset.add(name);
        }
    }

    /** The names that are unset when the frame begins. */
    Set<String> unset() {
        return Set.copyOf(unset);
    }

    /** What a condition's branches set may be set after it, so it is looked up outside where no branch sets it. */
    void branches(List<List<Stmt>> branches) {
        List<Symbols> after = branches.stream().map(this::after).toList();
        Set<String> before = Set.copyOf(stored);
        for (Symbols branch : after) {
            known.addAll(branch.known);
            stored.addAll(branch.stored);
        }
        stored.stream().filter(name -> !before.contains(name)).forEach(unset::remove);
    }

    private Symbols after(List<Stmt> branch) {
        Symbols copy = new Symbols(parent);
        copy.known.addAll(known);
        copy.stored.addAll(stored);
        copy.unset.addAll(unset);
        branch.forEach(statement -> statement.declare(copy));
        return copy;
    }

    private boolean knows(String name) {
        return known.contains(name) || knownOutside(name);
    }

    private boolean knownOutside(String name) {
        return parent != null && parent.knows(name);
    }
}
