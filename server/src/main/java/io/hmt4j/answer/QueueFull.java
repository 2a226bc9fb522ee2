package io.hmt4j.answer;

/** There is no place for one more piece of work. */
public final class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int retryAfterSeconds;

    /** No place; one is expected in so many seconds. */
    public QueueFull(int places, int retryAfterSeconds) {
        super("all " + places + " places are taken; try again in " + retryAfterSeconds + " s");
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Seconds after which a place may be free, 1 to 60: an estimate from the answers given so far. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
