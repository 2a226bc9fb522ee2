package io.hmt4j.store;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** An upload that sends what a test says when it says so. */
final class SlowUpload implements AutoCloseable {

    private final String id;
    private final FedStream connection = new FedStream();
    private final CompletableFuture<Void> done;

    /** Returns when the store has begun to take it. */
    SlowUpload(MemoryStore store, String id, String name) throws Exception {
        this.id = id;
        this.done = CompletableFuture.runAsync(() -> {
            try {
                store.addText(id, name, connection);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        StoreFixture.await(store, id, progress -> progress.state() == MemoryState.READING);
    }

    String id() {
        return id;
    }

    void send(String text) {
        connection.send(text);
    }

    /** Ends it, and throws what the store threw. */
    void end() throws Exception {
        connection.end();
        try {
            done.join();
        } catch (CompletionException e) {
            throw (Exception) e.getCause();
        }
    }

    @Override
    public void close() {
        connection.end();
    }
}
