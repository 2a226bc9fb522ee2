package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * <code>{% for target in items if test %} ... {% else %} ... {% endfor %}</code>.
 *
 * @param otherwise runs where no pass came to its end: after an empty loop, and as in Jinja2 after one whose every pass
 *     was left by break or continue
 */
record ForLoop(
        int line,
        Target target,
        Expr items,
        @Nullable Expr test,
        Frame body,
        @Nullable Frame otherwise) implements Stmt {

    @Override
    public Flow run(Env env) {
        Object collection = items.eval(env);
        Iterator<Object> iterator = Items.iterate(collection);
        boolean counted = test == null && Items.hasLength(collection);
        LoopState loop = new LoopState(
                test == null ? iterator : new Filtered(this, test, iterator, env),
                counted ? Items.length(collection) : -1,
                env.budget());
        boolean completed = false;
        while (loop.hasNext()) {
            env.budget().step();
            Env inside = body.enter(env);
            target.assign(inside, loop.next());
            inside.scope().set("loop", loop);
            Flow flow = body.run(inside);
            completed |= flow == Flow.ON;
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return completed || otherwise == null ? Flow.ON : otherwise.run(otherwise.enter(env));
    }

    /** The items that pass the loop's test, which is asked as late as possible. */
    private static final class Filtered implements Iterator<Object> {

        private final ForLoop loop;
        private final Expr test;
        private final Iterator<Object> items;
        private final Env env;
        private @Nullable Object next;

        private Filtered(ForLoop loop, Expr test, Iterator<Object> items, Env env) {
            this.loop = loop;
            this.test = test;
            this.items = items;
            this.env = env;
        }

        @Override
        public boolean hasNext() {
            while (next == null && items.hasNext()) {
                env.budget().step();
                Env inside = env.inner(Set.of());
                loop.target.assign(inside, items.next());
                next = Types.truth(test.eval(inside)) ? loop.target.assigned(inside) : null;
            }
            return next != null;
        }

        @Override
        public Object next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Object item = next;
            next = null;
            return item;
        }
    }

    @Override
    public List<Expr> expressions() {
        return test == null ? List.of(items) : List.of(items, test);
    }

    @Override
    public List<List<Stmt>> bodies() {
        return otherwise == null ? List.of(body.body()) : List.of(body.body(), otherwise.body());
    }

    @Override
    public void declare(Symbols symbols) {
        symbols.load(items);
    }

    @Override
    public void resolve(Symbols symbols) {
        List<String> parameters = new ArrayList<>(target.names());
        parameters.add("loop");
        body.resolve(symbols, parameters);
        if (otherwise != null) {
            otherwise.resolve(symbols, List.of());
        }
    }
}
