package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements with names of their own: a template, a loop's or a macro's body. */
final class Frame {

    private final List<Stmt> body;
    private Set<String> unset = Set.of();

    Frame(List<Stmt> body) {
        this.body = List.copyOf(body);
    }

    /** Decides which names are unset at the beginning; once, before the first run. */
    void resolve(@Nullable Symbols parent, List<String> parameters) {
        Symbols symbols = new Symbols(parent);
        parameters.forEach(symbols::parameter);
        body.forEach(statement -> statement.declare(symbols));
        unset = symbols.unset();
        body.forEach(statement -> statement.resolve(symbols));
    }

    /** Whether a statement of it reads a name, in whatever frame. */
    boolean reads(String name) {
        return reads(body, name);
    }

    private static boolean reads(List<Stmt> body, String name) {
        return body.stream()
                .anyMatch(statement -> statement.expressions().stream().anyMatch(part -> reads(part, name))
                        || statement.bodies().stream().anyMatch(inner -> reads(inner, name)));
    }

    private static boolean reads(Expr expression, String name) {
        return (expression instanceof Expr.Name found && found.name().equals(name))
                || expression.children().stream().anyMatch(child -> reads(child, name));
    }

    List<Stmt> body() {
        return body;
    }

    /** The place where the body runs, for its parameters to be set. */
    Env enter(Env outer) {
        return outer.inner(unset);
    }

    /** Runs the body in a place made by {@link #enter}. */
    Flow run(Env inside) {
        return run(body, inside);
    }

    /** The text that the body writes. */
    String text(Env outer) {
        Env inside = enter(outer.capturing());
        run(inside);
        return inside.out().toString();
    }

    static Flow run(List<Stmt> body, Env env) {
        for (Stmt statement : body) {
            env.budget().step();
            Flow flow = runLocated(statement, env);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private static Flow runLocated(Stmt statement, Env env) {
        try {
            return statement.run(env);
        } catch (Fault fault) {
            throw fault.at(statement.line());
        }
    }
}
