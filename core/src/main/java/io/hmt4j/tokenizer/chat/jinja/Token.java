package io.hmt4j.tokenizer.chat.jinja;

/**
 * A piece of a template.
 *
 * @param text what it says: text, a name, the value of a string, the digits of a number, an operator
 * @param line where it begins, counted from 1
 */
record Token(Kind kind, String text, int line) {

    enum Kind {
        TEXT,
        VARIABLE_BEGIN,
        VARIABLE_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isOperator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end of the template";
            case BLOCK_END -> "'%}'";
            case VARIABLE_END -> "'}}'";
            default -> "'" + text + "'";
        };
    }
}
