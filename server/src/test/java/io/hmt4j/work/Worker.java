package io.hmt4j.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A thread with a turn of its own. It counts as waiting once it has been asked whether it is cancelled. */
final class Worker {

    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile boolean cancelled;
    private final Thread thread;

    /** What a worker does with its turn; its result is the future's. */
    interface Work {
        boolean with(Turn turn, BooleanSupplier cancelled);
    }

    private Worker(Turn turn, Work work) {
        thread = new Thread(() -> run(turn, work), "worker");
        thread.setDaemon(true);
    }

    static Worker start(Turn turn, Work work) {
        Worker worker = new Worker(turn, work);
        worker.thread.start();
        return worker;
    }

    /** Starts one and comes back once it waits for its turn. */
    static Worker startAndWait(Turn turn, Work work) {
        Worker worker = start(turn, work);
        await(worker.waiting);
        return worker;
    }

    void cancel() {
        cancelled = true;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** What its work returned; throws what it threw. */
    boolean result() {
        return ended.orTimeout(60, TimeUnit.SECONDS).join();
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened for a minute");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void run(Turn turn, Work work) {
        try {
            boolean result;
            try (turn) {
                result = work.with(turn, this::isCancelled);
            }
            ended.complete(result);
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    private boolean isCancelled() {
        waiting.countDown();
        return cancelled;
    }
}
