package io.hmt4j.memory;

import io.hmt4j.tensor.Awaited;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Something that is made on a thread of its own while another is made: parts of a model that need not wait for each other. */
final class Beside<T> {

    private final FutureTask<T> task;

    private Beside(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Beside<T> begin(String name, Supplier<T> making) {
        FutureTask<T> task = new FutureTask<>(making::get);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return new Beside<>(task);
    }

    /** Waits for it. Throws what its making threw. */
    T get() {
        return Awaited.of(task);
    }

    /** Waits until its thread is done, however it ended. */
    void await() {
        try {
            get();
        } catch (RuntimeException told) {
            // Whoever gets it hears of it.
        }
    }
}
