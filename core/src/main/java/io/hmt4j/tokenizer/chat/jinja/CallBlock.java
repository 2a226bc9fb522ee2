package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** <code>{% call(parameters) macro(arguments) %} ... {% endcall %}</code>: the body is the macro's {@code caller}. */
record CallBlock(int line, Expr.Call call, Parameters parameters, Frame body) implements Stmt {

    @Override
    public Flow run(Env env) {
        Macro caller = new Macro("caller", parameters, body, MacroNames.of(parameters, body), env);
        env.write(Repr.str(call.eval(env, Map.of("caller", caller))));
        return Flow.ON;
    }

    @Override
    public List<Expr> expressions() {
        List<Expr> expressions = new ArrayList<>(parameters.defaults());
        expressions.add(call);
        return expressions;
    }

    @Override
    public List<List<Stmt>> bodies() {
        return List.of(body.body());
    }

    @Override
    public void declare(Symbols symbols) {
        symbols.load(call);
    }

    @Override
    public void resolve(Symbols symbols) {
        body.resolve(symbols, parameters.names());
    }
}
