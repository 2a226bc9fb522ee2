package io.hmt4j.tokenizer.chat.jinja;

import io.hmt4j.tokenizer.chat.jinja.Token.Kind;
import java.util.List;

/** Tokens, read one after the other. */
final class TokenStream {

    private final List<Token> tokens;
    private int position;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(position);
    }

    Token look() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        if (!token.is(Kind.END)) {
            position++;
        }
        return token;
    }

    boolean at(Kind kind) {
        return current().is(kind);
    }

    boolean atOperator(String operator) {
        return current().isOperator(operator);
    }

    boolean atName(String name) {
        return current().isName(name);
    }

    boolean skipOperator(String operator) {
        return skip(atOperator(operator));
    }

    boolean skipName(String name) {
        return skip(atName(name));
    }

    private boolean skip(boolean here) {
        if (here) {
            next();
        }
        return here;
    }

    Token expect(Kind kind, String what) {
        if (!at(kind)) {
            throw fault("expected " + what + ", found " + current().shown());
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw fault("expected '" + operator + "', found " + current().shown());
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw fault("expected '" + name + "', found " + current().shown());
        }
    }

    Fault fault(String message) {
        return new Fault(message, current().line());
    }
}
