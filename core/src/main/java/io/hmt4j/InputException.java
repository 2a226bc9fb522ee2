package io.hmt4j;

/**
 * Something from outside (a file, a key, a flag, a document) is wrong, and the user can mend it.
 *
 * <p>The message is fit for a user: it names the file, key or flag, the value found, and what is allowed. It is shown
 * without a stack trace.
 */
public class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
