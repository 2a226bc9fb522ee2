package io.hmt4j.tokenizer.chat.jinja;

import io.hmt4j.tokenizer.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Parses expressions, from the loosest: or, and, not, comparison, + -, ~, * / // %, **, sign, postfix and filter. */
final class ExpressionParser {

    private static final int DEEPEST = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final TokenStream tokens;
    private final PrimaryParser primaries;
    private int depth;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
    }

    Expr expression() {
        Expr expression = or();
        while (tokens.skipName("if")) {
            Expr condition = or();
            Expr otherwise = tokens.skipName("else") ? expression() : null;
            expression = new Expr.Conditional(condition, expression, otherwise);
        }
        return expression;
    }

    /**
     * An expression, or several with commas between: a tuple without parentheses.
     *
     * @param conditional whether {@code a if b else c} may stand here
     */
    Expr tuple(boolean conditional) {
        return tuple(conditional ? this::expression : this::or, "", false);
    }

    /** What stands inside parentheses: an expression or a tuple, which may be empty. */
    Expr parenthesised() {
        Expr inside = tuple(this::expression, "", true);
        tokens.expectOperator(")");
        return inside;
    }

    /** What is assigned to, up to the name given (where there is one). */
    Expr targets(String end) {
        return tuple(this::target, end, false);
    }

    List<FilterCall> filters() {
        return primaries.filters(false);
    }

    List<FilterCall> inlineFilters() {
        return primaries.filters(true);
    }

    private Expr tuple(Supplier<Expr> item, String end, boolean mayBeEmpty) {
        List<Expr> items = new ArrayList<>();
        boolean comma = false;
        boolean more = true;
        while (more && !atTupleEnd(end)) {
            items.add(item.get());
            more = tokens.skipOperator(",");
            comma |= more;
        }
        if (items.isEmpty() && !mayBeEmpty) {
            throw tokens.fault(
                    "expected an expression, found " + tokens.current().shown());
        }
        return items.size() == 1 && !comma ? items.get(0) : new Expr.TupleOf(items);
    }

    private boolean atTupleEnd(String end) {
        return tokens.at(Kind.VARIABLE_END)
                || tokens.at(Kind.BLOCK_END)
                || tokens.atOperator(")")
                || (!end.isEmpty() && tokens.atName(end));
    }

    private Expr target() {
        if (tokens.skipOperator("(")) {
            Expr inside = tuple(this::target, "", false);
            tokens.expectOperator(")");
            return inside;
        }
        if (PrimaryParser.isConstant(tokens.current())) {
            throw tokens.fault("cannot assign to " + tokens.current().shown());
        }
        Expr name = new Expr.Name(tokens.expect(Kind.NAME, "a name").text());
        return tokens.skipOperator(".")
                ? new Expr.Attribute(
                        name, tokens.expect(Kind.NAME, "an attribute").text())
                : name;
    }

    private Expr or() {
        Expr left = and();
        while (tokens.skipName("or")) {
            left = new Expr.Logical(false, left, and());
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        while (tokens.skipName("and")) {
            left = new Expr.Logical(true, left, not());
        }
        return left;
    }

    private Expr not() {
        return tokens.skipName("not") ? new Expr.Not(nested(this::not)) : comparison();
    }

    private Expr comparison() {
        Expr first = sum();
        List<String> operators = new ArrayList<>();
        List<Expr> operands = new ArrayList<>();
        String operator = comparisonOperator();
        while (!operator.isEmpty()) {
            operators.add(operator);
            operands.add(sum());
            operator = comparisonOperator();
        }
        return operators.isEmpty() ? first : new Expr.Comparison(first, operators, operands);
    }

    /** The next operator of a comparison, consumed; empty where there is none. */
    private String comparisonOperator() {
        if (tokens.at(Kind.OPERATOR) && COMPARISONS.contains(tokens.current().text())) {
            return tokens.next().text();
        } else if (tokens.skipName("in")) {
            return "in";
        } else if (tokens.atName("not") && tokens.look().isName("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        return "";
    }

    private Expr sum() {
        return leftToRight(Set.of("+", "-"), this::concatenation);
    }

    private Expr concatenation() {
        Expr first = product();
        if (!tokens.atOperator("~")) {
            return first;
        }
        List<Expr> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expr.Concatenation(parts);
    }

    private Expr product() {
        return leftToRight(Set.of("*", "/", "//", "%"), this::power);
    }

    private Expr power() {
        return leftToRight(Set.of("**"), () -> unary(true));
    }

    private Expr leftToRight(Set<String> operators, Supplier<Expr> operand) {
        Expr left = operand.get();
        while (tokens.at(Kind.OPERATOR) && operators.contains(tokens.current().text())) {
            left = new Expr.Binary(tokens.next().text(), left, operand.get());
        }
        return left;
    }

    private Expr unary(boolean filtered) {
        Expr operand;
        if (tokens.atOperator("-") || tokens.atOperator("+")) {
            boolean negative = tokens.next().isOperator("-");
            operand = new Expr.Sign(negative, nested(() -> unary(false)));
        } else {
            operand = nested(primaries::primary);
        }
        Expr whole = primaries.postfix(operand);
        return filtered ? primaries.filtered(whole) : whole;
    }

    private Expr nested(Supplier<Expr> inner) {
        depth++;
        if (depth > DEEPEST) {
            throw tokens.fault("an expression nested more than " + DEEPEST + " deep");
        }
        Expr expression = inner.get();
        depth--;
        return expression;
    }
}
