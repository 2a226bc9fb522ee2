package io.hmt4j.cli;

import io.hmt4j.tensor.Engine;
import java.util.Arrays;
import java.util.Set;

/**
 * Loads the engine while the command line is still being read: half a second that a command which runs a model would wait
 * for later. A fault of the load shows where the engine is first used.
 */
final class EngineStart implements AutoCloseable {

    private static final Set<String> COMMANDS =
            Set.of("ask", "chat", "demo", "eval", "generate", "read", "serve", "trace", "train");

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    private final Thread thread;

    private EngineStart(Thread thread) {
        this.thread = thread;
    }

    /** Begins to load the engine where the arguments name a command that will use it. */
    static EngineStart beside(String... arguments) {
        Thread thread = new Thread(Engine::start, "engine start");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, fault) -> {});
        if (isWanted(arguments)) {
            thread.start();
        }
        return new EngineStart(thread);
    }

    static boolean isWanted(String... arguments) {
        return arguments.length > 1
                && COMMANDS.contains(arguments[0])
                && Arrays.stream(arguments).noneMatch(HELP::contains);
    }

    /** Waits for the load: a process must not end while libraries are being loaded. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
