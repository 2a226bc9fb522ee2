package io.hmt4j.tokenizer.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/** <code>{% with target = value, ... %} ... {% endwith %}</code>: the values are those of the frame around it. */
record With(int line, List<Target> targets, List<Expr> values, Frame body) implements Stmt {

    @Override
    public Flow run(Env env) {
        Env inside = body.enter(env);
        for (int index = 0; index < targets.size(); index++) {
            targets.get(index).assign(inside, values.get(index).eval(env));
        }
        return body.run(inside);
    }

    @Override
    public List<Expr> expressions() {
        return values;
    }

    @Override
    public List<List<Stmt>> bodies() {
        return List.of(body.body());
    }

    @Override
    public void declare(Symbols symbols) {
        values.forEach(symbols::load);
    }

    @Override
    public void resolve(Symbols symbols) {
        List<String> names = new ArrayList<>();
        targets.forEach(target -> names.addAll(target.names()));
        body.resolve(symbols, names);
    }
}
