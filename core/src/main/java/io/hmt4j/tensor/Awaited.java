package io.hmt4j.tensor;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What another thread makes, waited for. */
public final class Awaited {

    private Awaited() {}

    /**
     * Waits until it is there. An interrupt does not end the waiting, as the engine's memory would be freed under the
     * other thread; it is there again afterwards.
     *
     * @return what was made
     * @throws RuntimeException what its making threw; errors alike
     */
    public static <T> T of(Future<T> made) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return made.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failed);
    }
}
