package io.hmt4j.tokenizer.chat.jinja;

import java.util.List;

/**
 * <code>{% generation %} ... {% endgeneration %}</code>: marks what the assistant says for training. It is written as it
 * is; names set inside stay inside, since the block is a function of its own in transformers.
 */
record Generation(Frame body) implements Stmt {

    @Override
    public int line() {
        return 0;
    }

    @Override
    public Flow run(Env env) {
        return body.run(body.enter(env));
    }

    @Override
    public List<Expr> expressions() {
        return List.of();
    }

    @Override
    public List<List<Stmt>> bodies() {
        return List.of(body.body());
    }

    @Override
    public void declare(Symbols symbols) {}

    @Override
    public void resolve(Symbols symbols) {
        body.resolve(symbols, List.of());
    }
}
