package io.hmt4j.cli;

import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.ProcessEnd;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Thread thread = new Thread(EngineStart::run, "engine start");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, fault) -> {});
        if (isWanted(arguments)) {
            findFunctions();
            thread.start();
        }
        return new EngineStart(thread);
    }

    private static void run() {
        Engine.start();
        ProcessEnd.skipDestructors();
    }

    /**
     * Calls what reading a command line will call of the JDK's native functions: C's loader finds no function while it loads
     * a library, and the first call of one would wait for all of the engine.
     */
    private static void findFunctions() {
        Path file = Path.of(System.getProperty("java.home"), "release");
        Array.getLength(new int[0]);
        System.console();
        HmtCommand.class.getAnnotations();
        if (Files.exists(file) && Files.isReadable(file)) {
            try (FileChannel channel = FileChannel.open(file)) {
                channel.read(ByteBuffer.allocate(1), 0);
            } catch (IOException unreadable) {
                // Then the first one waits.
            }
        }
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
