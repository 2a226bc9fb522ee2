package io.hmt4j.store;

/** The store refuses something; the message says in words what, and what is allowed. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why the store refuses. */
    public enum Reason {
        /** There is no memory with this id. */
        UNKNOWN,
        /** The memory is being read or uploaded to, or changed since it was borrowed. */
        BUSY,
        /** Too many memories wait to be read: later there is room. */
        QUEUE_FULL,
        /** The disk, or the store's part of it, is full. */
        FULL,
        /** The store's files cannot be written, though there is room. */
        UNWRITABLE,
        /** An upload is larger than allowed. */
        TOO_LARGE,
        /** The memory was made by another model, or an import is no whole memory. */
        FOREIGN,
        /** A name or a text is not as it has to be. */
        INVALID
    }

    StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why the store refuses. */
    public Reason reason() {
        return reason;
    }
}
