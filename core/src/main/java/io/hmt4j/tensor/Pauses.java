package io.hmt4j.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Lets others compute in the midst of a long pass: between the layers of whatever a thread computes, it makes the pause that
 * it was given. What is being computed waits as it is, and goes on unchanged.
 */
public final class Pauses {

    private static final ThreadLocal<@Nullable Runnable> PAUSE = new ThreadLocal<>();

    private Pauses() {}

    /**
     * Does work on this thread.
     *
     * @param pause called between layers; it may block, and must not compute with this thread's scopes
     */
    public static void during(Runnable pause, Runnable work) {
        Runnable before = PAUSE.get();
        PAUSE.set(pause);
        try {
            work.run();
        } finally {
            PAUSE.set(before);
        }
    }

    /** A place where others may go first. */
    public static void here() {
        Runnable pause = PAUSE.get();
        if (pause != null) {
            pause.run();
        }
    }
}
