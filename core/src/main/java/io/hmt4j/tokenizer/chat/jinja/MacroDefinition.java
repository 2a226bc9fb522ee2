package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/** <code>{% macro name(parameters) %} ... {% endmacro %}</code>. */
record MacroDefinition(int line, String name, Parameters parameters, Frame body) implements Stmt {

    @Override
    public Flow run(Env env) {
        env.scope().set(name, new Macro(name, parameters, body, MacroNames.of(parameters, body), env));
        return Flow.ON;
    }

    @Override
    public List<Expr> expressions() {
        return parameters.defaults();
    }

    @Override
    public List<List<Stmt>> bodies() {
        return List.of(body.body());
    }

    @Override
    public void declare(Symbols symbols) {
        symbols.store(name);
    }

    @Override
    public void resolve(Symbols symbols) {
        body.resolve(symbols, parameters.names());
    }
}
