package io.hmt4j.work;

/** What of the model's time a piece of work is due, against others that wait beside it. */
public enum Share {
    /** Somebody waits for an answer. */
    QUESTION(4),
    /** A document is read in the background. */
    READING(1);

    private final int weight;

    Share(int weight) {
        this.weight = weight;
    }

    /** Time it gets for one unit that {@link #READING} gets. */
    int weight() {
        return weight;
    }
}
