package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/** A statement. */
sealed interface Stmt
        permits Stmt.Text,
                Stmt.Output,
                Stmt.Jump,
                Stmt.Assign,
                Stmt.If,
                ForLoop,
                MacroDefinition,
                CallBlock,
                AssignBlock,
                FilterBlock,
                With,
                Generation {

    /** Where it stands, counted from 1; 0 where it cannot fail by itself. */
    int line();

    Flow run(Env env);

    /** All its expressions. */
    List<Expr> expressions();

    /** The statements inside it. */
    List<List<Stmt>> bodies();

    /** Tells the names that it reads and sets in the frame where it stands. */
    void declare(Symbols symbols);

    /** Resolves the frames inside it. */
    void resolve(Symbols symbols);

    /** Text outside of tags. */
    record Text(String text) implements Stmt {
        @Override
        public int line() {
            return 0;
        }

        @Override
        public Flow run(Env env) {
            env.write(text);
            return Flow.ON;
        }

        @Override
        public List<Expr> expressions() {
            return List.of();
        }

        @Override
        public List<List<Stmt>> bodies() {
            return List.of();
        }

        @Override
        public void declare(Symbols symbols) {}

        @Override
        public void resolve(Symbols symbols) {}
    }

    /** <code>{{ value }}</code>. */
    record Output(int line, Expr value) implements Stmt {
        @Override
        public Flow run(Env env) {
            env.write(Repr.str(value.eval(env)));
            return Flow.ON;
        }

        @Override
        public List<Expr> expressions() {
            return List.of(value);
        }

        @Override
        public List<List<Stmt>> bodies() {
            return List.of();
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.load(value);
        }

        @Override
        public void resolve(Symbols symbols) {}
    }

    /** <code>{% break %}</code>, <code>{% continue %}</code>. */
    record Jump(int line, Flow flow) implements Stmt {
        @Override
        public Flow run(Env env) {
            return flow;
        }

        @Override
        public List<Expr> expressions() {
            return List.of();
        }

        @Override
        public List<List<Stmt>> bodies() {
            return List.of();
        }

        @Override
        public void declare(Symbols symbols) {}

        @Override
        public void resolve(Symbols symbols) {}
    }

    /** <code>{% set target = value %}</code>. */
    record Assign(int line, Target target, Expr value) implements Stmt {
        @Override
        public Flow run(Env env) {
            target.assign(env, value.eval(env));
            return Flow.ON;
        }

        @Override
        public List<Expr> expressions() {
            return List.of(value);
        }

        @Override
        public List<List<Stmt>> bodies() {
            return List.of();
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.load(value);
            target.declare(symbols);
        }

        @Override
        public void resolve(Symbols symbols) {}
    }

    /** A condition, and what runs where it holds. */
    record Branch(Expr condition, List<Stmt> body) {}

    /** <code>{% if %} ... {% elif %} ... {% else %} ... {% endif %}</code>. */
    record If(int line, List<Branch> branches, List<Stmt> otherwise) implements Stmt {
        @Override
        public Flow run(Env env) {
            for (Branch branch : branches) {
                if (Types.truth(branch.condition.eval(env))) {
                    return Frame.run(branch.body, env);
                }
            }
            return Frame.run(otherwise, env);
        }

        @Override
        public List<Expr> expressions() {
            return branches.stream().map(Branch::condition).toList();
        }

        @Override
        public List<List<Stmt>> bodies() {
            List<List<Stmt>> bodies = new ArrayList<>();
            branches.forEach(branch -> bodies.add(branch.body));
            bodies.add(otherwise);
            return bodies;
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.load(branches.get(0).condition);
            List<Stmt> elifs = branches.stream()
                    .skip(1)
                    .map(branch -> (Stmt) new If(line, List.of(branch), List.of()))
                    .toList();
            symbols.branches(List.of(branches.get(0).body, elifs, otherwise));
        }

        @Override
        public void resolve(Symbols symbols) {
            bodies().forEach(body -> body.forEach(statement -> statement.resolve(symbols)));
        }
    }
}
