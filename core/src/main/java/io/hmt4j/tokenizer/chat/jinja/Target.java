package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/** What a value is assigned to. */
sealed interface Target {

    void assign(Env env, Object value);

    /** What was assigned: for several targets a tuple, whatever the items came from. */
    Object assigned(Env env);

    /** Tells the names that it sets. */
    void declare(Symbols symbols);

    /** The names that it sets. */
    List<String> names();

    /** A name of the current frame. */
    record Variable(String name) implements Target {

        @Override
        public void assign(Env env, Object value) {
            env.scope().set(name, value);
        }

        @Override
        public Object assigned(Env env) {
            return new Expr.Name(name).eval(env);
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.store(name);
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    /** An attribute of a namespace. */
    record Member(String owner, String name) implements Target {

        @Override
        public void assign(Env env, Object value) {
            if (!(env.scope().find(owner) instanceof Namespace namespace)) {
                throw new Fault("cannot assign to '" + owner + "." + name + "': '" + owner + "' is not a namespace");
            }
            namespace.attributes.put(name, value);
        }

        @Override
        public Object assigned(Env env) {
            return new Expr.Attribute(new Expr.Name(owner), name).eval(env);
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.load(owner);
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }

    /** As many targets as the value has items. */
    record Unpacked(List<Target> targets) implements Target {

        @Override
        public void assign(Env env, Object value) {
            List<Object> items = Items.list(value);
            if (items.size() != targets.size()) {
                throw new Fault("cannot unpack " + items.size() + " value(s) into " + targets.size() + " name(s)");
            }
            for (int index = 0; index < items.size(); index++) {
                targets.get(index).assign(env, items.get(index));
            }
        }

        @Override
        public Object assigned(Env env) {
            return new Tuple(
                    targets.stream().map(target -> target.assigned(env)).toList());
        }

        @Override
        public void declare(Symbols symbols) {
            targets.forEach(target -> target.declare(symbols));
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            targets.forEach(target -> names.addAll(target.names()));
            return names;
        }
    }
}
