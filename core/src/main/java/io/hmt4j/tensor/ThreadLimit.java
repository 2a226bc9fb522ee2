package io.hmt4j.tensor;

import org.bytedeco.pytorch.global.torch;

/**
 * How many threads the products of the calling thread run on while it is open; closing it gives all of them back. The
 * engine counts threads for each calling thread: others are not touched.
 */
public final class ThreadLimit implements AutoCloseable {

    private ThreadLimit(int threads) {
        use(threads);
    }

    /** All threads that {@link Engine#setThreads} allows. */
    public static ThreadLimit all() {
        return new ThreadLimit(Engine.threads());
    }

    /** One: a product of one row with int8 weights ends before a second thread is awake (docs/log.md). */
    public static ThreadLimit one() {
        return new ThreadLimit(1);
    }

    @Override
    public void close() {
        use(Engine.threads());
    }

    private static void use(int threads) {
        // A thread that first calls the engine takes the number that was set last, wherever that was.
        if (torch.get_num_threads() != threads) {
            torch.set_num_threads(threads);
        }
    }
}
