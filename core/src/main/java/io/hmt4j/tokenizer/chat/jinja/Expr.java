package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An expression. */
sealed interface Expr {

    Object eval(Env env);

    /** The expressions it is made of. */
    List<Expr> children();

    private static List<Expr> present(@Nullable Expr... children) {
        return Arrays.stream(children).filter(Objects::nonNull).toList();
    }

    /** A literal. */
    record Constant(Object value) implements Expr {
        @Override
        public Object eval(Env env) {
            return value;
        }

        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    record Name(String name) implements Expr {
        @Override
        public Object eval(Env env) {
            env.budget().step();
            Object value = env.scope().find(name);
            return value == null ? Undefined.name(name) : value;
        }

        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    record ListOf(List<Expr> items) implements Expr {
        @Override
        public Object eval(Env env) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.eval(env)));
            return values;
        }

        @Override
        public List<Expr> children() {
            return items;
        }
    }

    record TupleOf(List<Expr> items) implements Expr {
        @Override
        public Object eval(Env env) {
            return new Tuple(items.stream().map(item -> item.eval(env)).toList());
        }

        @Override
        public List<Expr> children() {
            return items;
        }
    }

    record DictOf(List<Map.Entry<Expr, Expr>> entries) implements Expr {
        @Override
        public Object eval(Env env) {
            Dict dict = new Dict();
            entries.forEach(
                    entry -> dict.put(entry.getKey().eval(env), entry.getValue().eval(env)));
            return dict;
        }

        @Override
        public List<Expr> children() {
            List<Expr> children = new ArrayList<>();
            entries.forEach(entry -> children.addAll(List.of(entry.getKey(), entry.getValue())));
            return children;
        }
    }

    /** {@code owner.name}. */
    record Attribute(Expr owner, String name) implements Expr {
        @Override
        public Object eval(Env env) {
            return Attributes.attribute(owner.eval(env), name, env.budget());
        }

        @Override
        public List<Expr> children() {
            return List.of(owner);
        }
    }

    /** {@code owner[key]}. */
    record Item(Expr owner, Expr key) implements Expr {
        @Override
        public Object eval(Env env) {
            return Attributes.item(owner.eval(env), key.eval(env), env.budget());
        }

        @Override
        public List<Expr> children() {
            return List.of(owner, key);
        }
    }

    /** {@code start:stop:step} inside brackets. */
    record Slice(
            @Nullable Expr start,
            @Nullable Expr stop,
            @Nullable Expr step) implements Expr {
        @Override
        public Object eval(Env env) {
            return new Subscript.Slice(orNone(start, env), orNone(stop, env), orNone(step, env));
        }

        private static Object orNone(@Nullable Expr part, Env env) {
            return part == null ? None.NONE : part.eval(env);
        }

        @Override
        public List<Expr> children() {
            return present(start, stop, step);
        }
    }

    record Call(Expr function, ArgumentList arguments) implements Expr {
        @Override
        public Object eval(Env env) {
            return eval(env, Map.of());
        }

        /** Calls with further keyword arguments. */
        Object eval(Env env, Map<String, Object> further) {
            env.budget().step();
            Object called = function.eval(env);
            Arguments given = arguments.eval(env);
            if (called instanceof Undefined undefined) {
                throw undefined.fault();
            } else if (!(called instanceof Callable callable)) {
                throw new Fault("'" + Types.nameOf(called) + "' object is not callable");
            } else {
                given.named().putAll(further);
                return callable.call(given);
            }
        }

        @Override
        public List<Expr> children() {
            List<Expr> children = new ArrayList<>(arguments.children());
            children.add(function);
            return children;
        }
    }

    record Filter(Expr value, FilterCall call) implements Expr {
        @Override
        public Object eval(Env env) {
            env.budget().step();
            return call.apply(value.eval(env), env);
        }

        @Override
        public List<Expr> children() {
            List<Expr> children = new ArrayList<>(call.arguments().children());
            children.add(value);
            return children;
        }
    }

    /** {@code value is name(arguments)}. */
    record Test(Expr value, String name, ArgumentList arguments) implements Expr {
        @Override
        public Object eval(Env env) {
            return Tests.apply(name, value.eval(env), arguments.eval(env), env.budget());
        }

        @Override
        public List<Expr> children() {
            List<Expr> children = new ArrayList<>(arguments.children());
            children.add(value);
            return children;
        }
    }

    record Not(Expr operand) implements Expr {
        @Override
        public Object eval(Env env) {
            return !Types.truth(operand.eval(env));
        }

        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code -operand}, {@code +operand}. */
    record Sign(boolean negative, Expr operand) implements Expr {
        @Override
        public Object eval(Env env) {
            return Operators.sign(negative, operand.eval(env));
        }

        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    record Binary(String operator, Expr left, Expr right) implements Expr {
        @Override
        public Object eval(Env env) {
            return Operators.apply(operator, left.eval(env), right.eval(env), env.budget());
        }

        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }
    }

    /** {@code a ~ b ~ c}: all as text. */
    record Concatenation(List<Expr> parts) implements Expr {
        @Override
        public Object eval(Env env) {
            StringBuilder text = new StringBuilder();
            for (Expr part : parts) {
                text.append(Repr.str(part.eval(env)));
                env.budget().text(text.length());
            }
            return text.toString();
        }

        @Override
        public List<Expr> children() {
            return parts;
        }
    }

    /** {@code a and b}, {@code a or b}: the operand that decides. */
    record Logical(boolean and, Expr left, Expr right) implements Expr {
        @Override
        public Object eval(Env env) {
            Object value = left.eval(env);
            return Types.truth(value) == and ? right.eval(env) : value;
        }

        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }
    }

    /** {@code a < b <= c}: each operand is evaluated once, up to the first comparison that fails. */
    record Comparison(Expr first, List<String> operators, List<Expr> operands) implements Expr {
        @Override
        public Object eval(Env env) {
            Object left = first.eval(env);
            for (int index = 0; index < operators.size(); index++) {
                Object right = operands.get(index).eval(env);
                if (!Operators.compare(operators.get(index), left, right, env.budget())) {
                    return false;
                }
                left = right;
            }
            return true;
        }

        @Override
        public List<Expr> children() {
            List<Expr> children = new ArrayList<>(operands);
            children.add(first);
            return children;
        }
    }

    /** {@code then if condition else otherwise}. */
    record Conditional(Expr condition, Expr then, @Nullable Expr otherwise) implements Expr {
        @Override
        public Object eval(Env env) {
            if (Types.truth(condition.eval(env))) {
                return then.eval(env);
            }
            return otherwise == null
                    ? new Undefined("the inline if-expression evaluated to false and no else section was defined")
                    : otherwise.eval(env);
        }

        @Override
        public List<Expr> children() {
            return present(condition, then, otherwise);
        }
    }
}
