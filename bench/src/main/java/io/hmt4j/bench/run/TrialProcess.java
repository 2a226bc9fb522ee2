package io.hmt4j.bench.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hmt4j.InputException;
import io.hmt4j.bench.trial.Outcome;
import io.hmt4j.bench.trial.Trial;
import io.hmt4j.bench.trial.TrialJson;
import io.hmt4j.bench.trial.TrialMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A trial in a process of its own. */
final class TrialProcess {

    private static final int KILLED = 137;
    private static final long ASKED_EVERY_MILLIS = 100;

    private TrialProcess() {}

    /**
     * Runs a trial.
     *
     * @param cancelled asked while it runs; true ends the process
     * @throws InputException if the process failed, with its own words
     * @throws CancellationException if it was cancelled
     */
    static Outcome run(Trial trial, BooleanSupplier cancelled) {
        try {
            Process process = ChildJvm.start(TrialMain.class);
            try (OutputStream in = process.getOutputStream()) {
                in.write(TrialJson.of(trial).getBytes(StandardCharsets.UTF_8));
                in.close();
                return outcome(trial, process, cancelled);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new InputException(trial.name() + ": the process cannot be started: " + e.getMessage(), e);
        }
    }

    private static Outcome outcome(Trial trial, Process process, BooleanSupplier cancelled)
            throws JsonProcessingException {
        CompletableFuture<String> out = text(process.getInputStream());
        CompletableFuture<String> err = text(process.getErrorStream());
        int exitCode = exitCode(process, cancelled);
        String printed = lastLine(out.join());
        if (exitCode != 0 || !printed.startsWith("{")) {
            throw new InputException(trial.name() + ": " + reason(exitCode, lastLine(err.join())));
        }
        return TrialJson.parse(printed, Outcome.class);
    }

    private static int exitCode(Process process, BooleanSupplier cancelled) {
        try {
            while (!process.waitFor(ASKED_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
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
