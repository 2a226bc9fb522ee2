package io.hmt4j.store;

import io.hmt4j.log.Log;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Those who want to hear how a memory is read. Safe for all threads. */
final class Watchers {

    private static final Log LOG = Log.of(Watchers.class);

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Supplier<ReadingProgress> progress;

    Watchers(Supplier<ReadingProgress> progress) {
        this.progress = progress;
    }

    /** Adds a listener and tells it at once how things are. Once the result is closed it is called no more. */
    AutoCloseable add(Consumer<ReadingProgress> listener) {
        Watcher watcher = new Watcher(listener);
        watchers.add(watcher);
        watcher.tell();
        return watcher;
    }

    /** Tells all how things are now. */
    void tell() {
        watchers.forEach(Watcher::tell);
    }

    private final class Watcher implements AutoCloseable {

        private final Consumer<ReadingProgress> listener;
        private boolean closed;

        Watcher(Consumer<ReadingProgress> listener) {
            this.listener = listener;
        }

        /** The progress is asked for inside, so what a listener hears never goes back. */
        synchronized void tell() {
            if (closed) {
                return;
            }
            try {
                listener.accept(progress.get());
            } catch (RuntimeException e) {
                close();
                LOG.warn("A listener failed and hears no more: {}", e.getClass().getName());
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            watchers.remove(this);
        }
    }
}
