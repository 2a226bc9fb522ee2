package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/** <code>{% filter filters %} ... {% endfilter %}</code>: writes the filtered text of its body. */
record FilterBlock(int line, List<FilterCall> filters, Frame body) implements Stmt {

    @Override
    public Flow run(Env env) {
        Object value = FilterCall.applyAll(filters, body.text(env), env);
        if (!Types.isText(value)) {
            throw new Fault("the filters of a filter block must give text, not " + Types.nameOf(value));
        }
        env.write(Types.text(value));
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
        expressions().forEach(symbols::load);
    }

    @Override
    public void resolve(Symbols symbols) {
        body.resolve(symbols, List.of());
    }
}
