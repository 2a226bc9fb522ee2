package io.hmt4j.generate;

/** Why an answer ended. */
public enum FinishReason {
    /** The model chose an id that ends a text. */
    END_OF_TEXT,
    /** A stop string was complete. */
    STOP_STRING,
    /** The largest number of tokens was reached. */
    LENGTH,
    /** The listener asked for an end. */
    CANCELLED
}
