package io.hmt4j.tokenizer.chat.jinja;

import io.hmt4j.tokenizer.chat.jinja.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the inside of <code>{% ... %}</code> or <code>{{ ... }}</code> into tokens. */
final class TagLexer {

    private static final Pattern FLOAT =
            Pattern.compile("(?<!\\.)\\d[\\d_]*+(?:(?:\\.\\d[\\d_]*+)?[eE][+-]?\\d[\\d_]*+|\\.\\d[\\d_]*+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB][01_]++|0[oO][0-7_]++|0[xX][0-9a-fA-F_]++|[1-9][\\d_]*+|0[0_]*+");
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");

    private final String source;
    private final Lines lines;
    private final List<Token> tokens;
    private final boolean block;
    private final Deque<String> open = new ArrayDeque<>();
    private int position;

    TagLexer(String source, Lines lines, List<Token> tokens, boolean block) {
        this.source = source;
        this.lines = lines;
        this.tokens = tokens;
        this.block = block;
    }

    /**
     * Adds the tokens of a tag.
     *
     * @param tag where the tag begins
     * @param inside where its inside begins
     * @return where it ends, after the white space that it takes
     */
    int lex(int tag, int inside) {
        position = inside;
        tokens.add(new Token(block ? Kind.BLOCK_BEGIN : Kind.VARIABLE_BEGIN, "", lines.at(tag)));
        while (!atEnd()) {
            position = afterSpace(source, position);
            if (position >= source.length()) {
                throw new Fault(block ? "'{%' has no '%}'" : "'{{' has no '}}'", lines.at(tag));
            }
            if (atEnd()) {
                break;
            }
            token();
        }
        return close();
    }

    static int afterSpace(String source, int from) {
        int position = from;
        while (position < source.length() && Characters.isSpace(source.codePointAt(position))) {
            position++;
        }
        return position;
    }

    private boolean atEnd() {
        String mark = block ? "%}" : "}}";
        boolean signed = source.startsWith("-", position) || (block && source.startsWith("+", position));
        return open.isEmpty()
                && (source.startsWith(mark, position) || (signed && source.startsWith(mark, position + 1)));
    }

    private int close() {
        tokens.add(new Token(block ? Kind.BLOCK_END : Kind.VARIABLE_END, "", lines.at(position)));
        char sign = source.charAt(position);
        if (sign == '-') {
            return afterSpace(source, position + 3);
        }
        int end = position + (sign == '+' ? 3 : 2);
        return block && sign != '+' && source.startsWith("\n", end) ? end + 1 : end;
    }

    private void token() {
        char first = source.charAt(position);
        if (first == '"' || first == '\'') {
            string(first);
        } else if (first >= '0' && first <= '9') {
            number();
        } else if (isWord(source.codePointAt(position))) {
            name();
        } else {
            operator();
        }
    }

    private void string(char quote) {
        int end = position + 1;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw new Fault("a string has no closing " + quote, lines.at(position));
        }
        add(Kind.STRING, StringLiteral.value(source.substring(position + 1, end)), end + 1);
    }

    private void number() {
        Matcher real = FLOAT.matcher(source).useTransparentBounds(true).region(position, source.length());
        Matcher integer = INTEGER.matcher(source).region(position, source.length());
        if (real.lookingAt()) {
            add(Kind.FLOAT, digits(real.group()), real.end());
        } else if (integer.lookingAt()) {
            add(Kind.INTEGER, digits(integer.group()), integer.end());
        }
    }

    private String digits(String number) {
        if (number.endsWith("_") || number.contains("__") || number.contains("_.") || number.contains("_e")) {
            throw new Fault("'" + number + "' is no number", lines.at(position));
        }
        return number.replace("_", "");
    }

    private void name() {
        int end = position;
        while (end < source.length() && isWord(source.codePointAt(end))) {
            end += Character.charCount(source.codePointAt(end));
        }
        add(Kind.NAME, source.substring(position, end), end);
    }

    private static boolean isWord(int character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, position)) {
                balance(operator);
                add(Kind.OPERATOR, operator, position + operator.length());
                return;
            }
        }
        String character = Character.toString(source.codePointAt(position));
        throw new Fault("unexpected character '" + character + "'", lines.at(position));
    }

    private void balance(String operator) {
        switch (operator) {
            case "{" -> open.push("}");
            case "(" -> open.push(")");
            case "[" -> open.push("]");
            case "}", ")", "]" -> {
                if (open.isEmpty() || !open.pop().equals(operator)) {
                    throw new Fault("unexpected '" + operator + "'", lines.at(position));
                }
            }
            default -> {}
        }
    }

    private void add(Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, lines.at(position)));
        position = end;
    }
}
