package io.hmt4j.bench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hmt4j.InputException;
import io.hmt4j.bench.trial.TrialJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A measurement in a process of its own, a JVM like this one: it reads its task as JSON from standard input and prints its
 * outcome as a last line of JSON.
 *
 * @param main the main class
 * @param name what is measured, for messages
 * @param limitSeconds most seconds it may take, starting included
 */
public record ChildProcess(Class<?> main, String name, double limitSeconds) {

    private static final int KILLED = 137;
    private static final long ASKED_EVERY_MILLIS = 100;

    /** A process that may take any time. */
    static ChildProcess unlimited(Class<?> main, String name) {
        return new ChildProcess(main, name, Double.POSITIVE_INFINITY);
    }

    /**
     * Runs the process.
     *
     * @param cancelled asked while it runs; true ends the process
     * @throws InputException if the process failed, with its own words, or took too long
     * @throws CancellationException if it was cancelled
     */
    public <R extends Record> R run(Record task, Class<R> outcome, BooleanSupplier cancelled) {
        try {
            Process process = ChildJvm.start(main);
            try (OutputStream in = process.getOutputStream()) {
                in.write(TrialJson.of(task).getBytes(StandardCharsets.UTF_8));
                in.close();
                return outcome(process, outcome, cancelled);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new InputException(name + ": the process cannot be started: " + e.getMessage(), e);
        }
    }

    private <R extends Record> R outcome(Process process, Class<R> type, BooleanSupplier cancelled)
            throws JsonProcessingException {
        CompletableFuture<String> out = text(process.getInputStream());
        CompletableFuture<String> err = text(process.getErrorStream());
        int exitCode = exitCode(process, cancelled);
        String printed = lastLine(out.join());
        if (exitCode != 0 || !printed.startsWith("{")) {
            throw new InputException(name + ": " + reason(exitCode, lastLine(err.join())));
        }
        return TrialJson.parse(printed, type);
    }

    private int exitCode(Process process, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        try {
            while (!process.waitFor(ASKED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                if ((System.nanoTime() - start) / 1e9 > limitSeconds) {
                    throw new InputException(name + ": not done after " + Math.round(limitSeconds) + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        if (cancelled.getAsBoolean()) {
            throw new CancellationException(); // Ctrl-C reaches the process too
        }
        return process.exitValue();
    }

    private static String reason(int exitCode, String lastWords) {
        if (exitCode == KILLED) {
            return "the process was killed (exit code 137), as Linux does where memory runs out";
        }
        return lastWords.isEmpty() ? "the process ended with exit code " + exitCode : lastWords;
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String lastLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    }
}
