package io.hmt4j.tokenizer.chat.jinja;

import io.hmt4j.tokenizer.chat.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses a template's text and statements. */
final class Parser {

    private static final int DEEPEST = 100;
    private static final String KNOWN = "if, for, break, continue, set, macro, call, filter, with, raw, generation";

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private int depth;
    private int loops;

    private Parser(List<Token> tokens) {
        this.tokens = new TokenStream(tokens);
        this.expressions = new ExpressionParser(this.tokens);
    }

    static Frame parse(String source) {
        Parser parser = new Parser(Lexer.tokens(source));
        Frame template = new Frame(parser.body(Set.of()));
        template.resolve(null, List.of());
        return template;
    }

    /** Statements up to one of the tags given, whose name is the next token then. */
    private List<Stmt> body(Set<String> ends) {
        List<Stmt> body = new ArrayList<>();
        int opened = tokens.current().line();
        while (!tokens.at(Kind.END)) {
            Token token = tokens.next();
            if (token.is(Kind.TEXT)) {
                body.add(new Stmt.Text(token.text()));
            } else if (token.is(Kind.VARIABLE_BEGIN)) {
                body.add(new Stmt.Output(token.line(), expressions.tuple(true)));
                tokens.expect(Kind.VARIABLE_END, "'}}'");
            } else if (tokens.at(Kind.NAME) && ends.contains(tokens.current().text())) {
                return body;
            } else {
                body.add(statement(ends));
                tokens.expect(Kind.BLOCK_END, "'%}'");
            }
        }
        if (!ends.isEmpty()) {
            throw new Fault(
                    "the template ends before one of " + ends.stream().sorted().toList(), opened);
        }
        return body;
    }

    private Stmt statement(Set<String> ends) {
        Token tag = tokens.expect(Kind.NAME, "a tag's name");
        depth++;
        if (depth > DEEPEST) {
            throw new Fault("tags nested more than " + DEEPEST + " deep", tag.line());
        }
        Stmt statement = statement(tag, ends);
        depth--;
        return statement;
    }

    private Stmt statement(Token tag, Set<String> ends) {
        return switch (tag.text()) {
            case "if" -> conditional(tag.line());
            case "for" -> loop(tag.line());
            case "set" -> assignment(tag.line());
            case "macro" -> macro(tag.line());
            case "call" -> call(tag.line());
            case "filter" -> filter(tag.line());
            case "with" -> with(tag.line());
            case "break", "continue" -> jump(tag);
            case "generation" -> new Generation(frame("endgeneration"));
            default ->
                throw new Fault(
                        "unknown tag '" + tag.text() + "'; known: " + KNOWN
                                + (ends.isEmpty()
                                        ? ""
                                        : "; open: " + ends.stream().sorted().toList()),
                        tag.line());
        };
    }

    /** The rest of an opening tag's end and the statements to the closing tag, both consumed. */
    private List<Stmt> block(String end) {
        tokens.expect(Kind.BLOCK_END, "'%}'");
        List<Stmt> body = body(Set.of(end));
        tokens.next();
        return body;
    }

    /** A block that no break or continue may leave, as it is a function of its own in Jinja2. */
    private Frame frame(String end) {
        int outer = loops;
        loops = 0;
        Frame frame = new Frame(block(end));
        loops = outer;
        return frame;
    }

    private Stmt conditional(int line) {
        List<Stmt.Branch> branches = new ArrayList<>();
        branches.add(branch());
        Token next = tokens.next();
        while (next.text().equals("elif")) {
            branches.add(branch());
            next = tokens.next();
        }
        List<Stmt> otherwise = next.text().equals("else") ? block("endif") : List.of();
        return new Stmt.If(line, branches, otherwise);
    }

    private Stmt.Branch branch() {
        Expr condition = expressions.tuple(false);
        tokens.expect(Kind.BLOCK_END, "'%}'");
        return new Stmt.Branch(condition, body(Set.of("elif", "else", "endif")));
    }

    private Stmt loop(int line) {
        Target target = target(expressions.targets("in"), false);
        tokens.expectName("in");
        Expr items = expressions.tuple(false);
        Expr test = tokens.skipName("if") ? expressions.expression() : null;
        if (tokens.atName("recursive")) {
            throw tokens.fault("recursive loops are not supported");
        }
        tokens.expect(Kind.BLOCK_END, "'%}'");
        loops++;
        Frame body = new Frame(body(Set.of("endfor", "else")));
        loops--;
        Frame otherwise = tokens.next().text().equals("else") ? new Frame(block("endfor")) : null;
        return new ForLoop(line, target, items, test, body, otherwise);
    }

    private Stmt jump(Token tag) {
        if (loops == 0) {
            throw new Fault("'" + tag.text() + "' outside of a loop", tag.line());
        }
        return new Stmt.Jump(tag.line(), tag.text().equals("break") ? Flow.BREAK : Flow.CONTINUE);
    }

    private Stmt assignment(int line) {
        Target target = target(expressions.targets(""), true);
        if (tokens.skipOperator("=")) {
            return new Stmt.Assign(line, target, expressions.tuple(true));
        }
        if (target instanceof Target.Unpacked) {
            throw tokens.fault("expected '=', found " + tokens.current().shown());
        }
        List<FilterCall> filters = expressions.filters();
        return new AssignBlock(line, target, filters, frame("endset"));
    }

    private Target target(Expr expression, boolean members) {
        if (expression instanceof Expr.Name name) {
            return new Target.Variable(assignable(name.name()));
        } else if (members
                && expression instanceof Expr.Attribute attribute
                && attribute.owner() instanceof Expr.Name owner) {
            return new Target.Member(owner.name(), attribute.name());
        } else if (expression instanceof Expr.TupleOf tuple) {
            return new Target.Unpacked(
                    tuple.items().stream().map(item -> target(item, members)).toList());
        }
        throw tokens.fault("cannot assign to this expression");
    }

    private String assignable(String name) {
        if (name.equals("loop") && loops > 0) {
            throw tokens.fault("cannot assign to the variable 'loop' inside a loop");
        }
        return name;
    }

    private Stmt macro(int line) {
        String name = tokens.expect(Kind.NAME, "a macro's name").text();
        Parameters parameters = parameters();
        return new MacroDefinition(line, name, parameters, frame("endmacro"));
    }

    private Parameters parameters() {
        tokens.expectOperator("(");
        List<String> names = new ArrayList<>();
        List<Expr> defaults = new ArrayList<>();
        while (!tokens.atOperator(")")) {
            if (!names.isEmpty()) {
                tokens.expectOperator(",");
            }
            names.add(tokens.expect(Kind.NAME, "a parameter's name").text());
            if (tokens.skipOperator("=")) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw tokens.fault("a parameter without a default follows one with a default");
            }
        }
        tokens.expectOperator(")");
        return new Parameters(names, defaults);
    }

    private Stmt call(int line) {
        Parameters parameters = tokens.atOperator("(") ? parameters() : new Parameters(List.of(), List.of());
        Expr called = expressions.expression();
        if (!(called instanceof Expr.Call call)) {
            throw new Fault("expected a call after 'call'", line);
        }
        return new CallBlock(line, call, parameters, frame("endcall"));
    }

    private Stmt filter(int line) {
        List<FilterCall> filters = expressions.inlineFilters();
        return new FilterBlock(line, filters, frame("endfilter"));
    }

    private Stmt with(int line) {
        List<Target> targets = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        while (!tokens.at(Kind.BLOCK_END)) {
            if (!targets.isEmpty()) {
                tokens.expectOperator(",");
            }
            targets.add(target(expressions.targets(""), false));
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        return new With(line, targets, values, new Frame(block("endwith")));
    }
}
