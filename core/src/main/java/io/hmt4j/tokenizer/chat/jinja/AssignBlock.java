package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/** <code>{% set target | filters %} ... {% endset %}</code>: assigns the text of its body. */
record AssignBlock(int line, Target target, List<FilterCall> filters, Frame body) implements Stmt {

    @Override
    public Flow run(Env env) {
        Object value = FilterCall.applyAll(filters, body.text(env), env);
        target.assign(env, value);
        return Flow.ON;
    }

    @Override
    public List<Expr> expressions() {
        return FilterCall.expressions(filters);
    }

    @Override
    public List<List<Stmt>> bodies() {
        return List.of(body.body());
    }

    @Override
    public void declare(Symbols symbols) {
        target.declare(symbols);
    }

    @Override
    public void resolve(Symbols symbols) {
        body.resolve(symbols, List.of());
    }
}
