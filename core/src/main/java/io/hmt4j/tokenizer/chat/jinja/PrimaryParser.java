package io.hmt4j.tokenizer.chat.jinja;

import io.hmt4j.tokenizer.chat.jinja.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses literals and names, and what follows them: attributes, items, calls, filters and tests. */
final class PrimaryParser {

    private static final int MOST_DIGITS = 1000;
    private static final Map<String, Object> CONSTANTS =
            Map.of("true", true, "True", true, "false", false, "False", false, "none", None.NONE, "None", None.NONE);

    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    static boolean isConstant(Token token) {
        return token.is(Kind.NAME) && CONSTANTS.containsKey(token.text());
    }

    Expr primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> isConstant(token) ? new Expr.Constant(constant(token)) : name(token);
            case STRING -> strings(token);
            case INTEGER -> new Expr.Constant(integer(token));
            case FLOAT -> new Expr.Constant(Double.valueOf(token.text()));
            case OPERATOR -> bracketed(token);
            default -> throw new Fault("unexpected " + token.shown(), token.line());
        };
    }

    private static Object constant(Token token) {
        return CONSTANTS.getOrDefault(token.text(), None.NONE);
    }

    private static Expr name(Token token) {
        if (!Character.isUnicodeIdentifierStart(token.text().codePointAt(0))
                && !token.text().startsWith("_")) {
            throw new Fault("'" + token.text() + "' is no name", token.line());
        }
        return new Expr.Name(token.text());
    }

    private Expr strings(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (tokens.at(Kind.STRING)) {
            text.append(tokens.next().text());
        }
        return new Expr.Constant(text.toString());
    }

    private static BigInteger integer(Token token) {
        String digits = Characters.lower(token.text());
        if (digits.length() > MOST_DIGITS) {
            throw new Fault("an integer of more than " + MOST_DIGITS + " digits", token.line());
        }
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 10;
        return new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    }

    private Expr bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> expressions.parenthesised();
            case "[" -> new Expr.ListOf(items());
            case "{" -> dict();
            default -> throw new Fault("unexpected " + open.shown(), open.line());
        };
    }

    private List<Expr> items() {
        List<Expr> items = new ArrayList<>();
        while (!tokens.skipOperator("]")) {
            separate(items.isEmpty());
            if (tokens.skipOperator("]")) {
                break;
            }
            items.add(expressions.expression());
        }
        return items;
    }

    private Expr dict() {
        List<Map.Entry<Expr, Expr>> entries = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            separate(entries.isEmpty());
            if (tokens.skipOperator("}")) {
                break;
            }
            Expr key = expressions.expression();
            tokens.expectOperator(":");
            entries.add(Map.entry(key, expressions.expression()));
        }
        return new Expr.DictOf(entries);
    }

    private void separate(boolean first) {
        if (!first) {
            tokens.expectOperator(",");
        }
    }

    /** Attributes, items and calls behind an expression. */
    Expr postfix(Expr expression) {
        Expr whole = expression;
        while (true) {
            if (tokens.skipOperator(".")) {
                whole = attribute(whole);
            } else if (tokens.skipOperator("[")) {
                whole = new Expr.Item(whole, subscript());
            } else if (tokens.atOperator("(")) {
                whole = new Expr.Call(whole, arguments());
            } else {
                return whole;
            }
        }
    }

    private Expr attribute(Expr owner) {
        Token attribute = tokens.next();
        return switch (attribute.kind()) {
            case NAME -> new Expr.Attribute(owner, attribute.text());
            case INTEGER -> new Expr.Item(owner, new Expr.Constant(integer(attribute)));
            default -> throw new Fault("expected a name or number, found " + attribute.shown(), attribute.line());
        };
    }

    private Expr subscript() {
        List<Expr> keys = new ArrayList<>();
        boolean comma = false;
        while (!tokens.atOperator("]")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
                comma = true;
            }
            keys.add(subscribed());
        }
        tokens.expectOperator("]");
        return keys.size() == 1 && !comma ? keys.get(0) : new Expr.TupleOf(keys);
    }

    private Expr subscribed() {
        Expr start = tokens.atOperator(":") ? null : expressions.expression();
        if (start != null && !tokens.atOperator(":")) {
            return start;
        }
        tokens.expectOperator(":");
        Expr stop = slicePart();
        Expr step = tokens.skipOperator(":") ? slicePart() : null;
        return new Expr.Slice(start, stop, step);
    }

    private @Nullable Expr slicePart() {
        boolean absent = tokens.atOperator(":") || tokens.atOperator("]") || tokens.atOperator(",");
        return absent ? null : expressions.expression();
    }

    /** Filters, tests and calls of their results. */
    Expr filtered(Expr expression) {
        Expr whole = expression;
        while (true) {
            if (tokens.atOperator("|")) {
                for (FilterCall call : filters(false)) {
                    whole = new Expr.Filter(whole, call);
                }
            } else if (tokens.skipName("is")) {
                whole = test(whole);
            } else if (tokens.atOperator("(")) {
                whole = new Expr.Call(whole, arguments());
            } else {
                return whole;
            }
        }
    }

    /**
     * A chain of filters.
     *
     * @param inline whether the first one stands without its bar
     */
    List<FilterCall> filters(boolean inline) {
        List<FilterCall> calls = new ArrayList<>();
        boolean first = inline;
        while (first || tokens.skipOperator("|")) {
            first = false;
            Token name = tokens.expect(Kind.NAME, "a filter's name");
            if (!Filters.knows(name.text()) || tokens.atOperator(".")) {
                throw new Fault("unknown filter '" + name.text() + "'; known: " + Filters.known(), name.line());
            }
            calls.add(new FilterCall(name.text(), tokens.atOperator("(") ? arguments() : ArgumentList.EMPTY));
        }
        return calls;
    }

    private Expr test(Expr value) {
        boolean negated = tokens.skipName("not");
        Token name = tokens.expect(Kind.NAME, "a test's name");
        if (!Tests.knows(name.text()) || tokens.atOperator(".")) {
            throw new Fault("unknown test '" + name.text() + "'; known: " + Tests.known(), name.line());
        }
        Expr test = new Expr.Test(value, name.text(), testArguments());
        return negated ? new Expr.Not(test) : test;
    }

    private ArgumentList testArguments() {
        if (tokens.atOperator("(")) {
            return arguments();
        }
        boolean operand =
                switch (tokens.current().kind()) {
                    case NAME -> !tokens.atName("else") && !tokens.atName("or") && !tokens.atName("and");
                    case STRING, INTEGER, FLOAT -> true;
                    default -> tokens.atOperator("[") || tokens.atOperator("{");
                };
        if (!operand) {
            return ArgumentList.EMPTY;
        }
        if (tokens.atName("is")) {
            throw tokens.fault("tests cannot be chained with 'is'");
        }
        return new ArgumentList(List.of(postfix(primary())), Map.of(), null, null);
    }

    private ArgumentList arguments() {
        tokens.expectOperator("(");
        List<Expr> positional = new ArrayList<>();
        Map<String, Expr> named = new LinkedHashMap<>();
        Map<String, Expr> rest = new HashMap<>();
        while (!tokens.atOperator(")")) {
            argument(positional, named, rest);
            if (!tokens.skipOperator(",") && !tokens.atOperator(")")) {
                throw tokens.fault(
                        "expected ',' or ')', found " + tokens.current().shown());
            }
        }
        tokens.expectOperator(")");
        return new ArgumentList(positional, named, rest.get("*"), rest.get("**"));
    }

    private void argument(List<Expr> positional, Map<String, Expr> named, Map<String, Expr> rest) {
        boolean keyword = tokens.at(Kind.NAME) && tokens.look().isOperator("=");
        boolean star = tokens.atOperator("*") || tokens.atOperator("**");
        boolean misplaced = rest.containsKey("**") || (!keyword && !rest.isEmpty() && !tokens.atOperator("**"));
        if (misplaced || (!keyword && !star && !named.isEmpty())) {
            throw tokens.fault("a positional argument after a keyword argument, or after * or **");
        }
        if (star) {
            rest.put(tokens.next().text(), expressions.expression());
        } else if (keyword) {
            String name = tokens.next().text();
            tokens.expectOperator("=");
            if (named.put(name, expressions.expression()) != null) {
                throw tokens.fault("keyword argument '" + name + "' is given twice");
            }
        } else {
            positional.add(expressions.expression());
        }
    }
}
