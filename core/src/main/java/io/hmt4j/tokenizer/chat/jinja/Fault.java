package io.hmt4j.tokenizer.chat.jinja;

/** What is wrong with a template or its rendering; becomes an {@code InputException} with the template's name and line. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Line of the template, counted from 1; 0 while unknown. */
    private final int line;

    Fault(String message) {
        this(message, 0);
    }

    Fault(String message, int line) {
        super(message);
        this.line = line;
    }

    /** The same fault at a line; a line already known is the nearer one and stays. */
    Fault at(int where) {
        if (line > 0) {
            return this;
        }
        Fault located = new Fault(message(), where);
        located.initCause(this);
        return located;
    }

    int line() {
        return line;
    }

    String message() {
        String message = getMessage();
        return message == null ? "unknown fault" : message;
    }
}
