package io.hmt4j.store;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells that there is room on the disk again, on a thread of its own: whoever frees some may hold a memory's lock. What comes
 * while it is told already is told once. Safe for all threads.
 */
final class FreedRoom implements AutoCloseable {

    private static final int IDLE_SECONDS = 10;

    private final AtomicBoolean told = new AtomicBoolean();
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            FreedRoom::thread,
            new ThreadPoolExecutor.DiscardPolicy());
    private volatile Runnable listener = () -> {};

    FreedRoom() {
        teller.allowCoreThreadTimeOut(true);
    }

    /** What is to hear it from now on. */
    void listener(Runnable wanted) {
        listener = wanted;
    }

    /** There is room again. */
    void tell() {
        if (!told.getAndSet(true)) {
            teller.execute(() -> {
                told.set(false);
                listener.run();
            });
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "hmt4j-freed-room");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        teller.shutdown();
    }
}
