package io.hmt4j.bench.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The process of one trial. Reads the trial as JSON from standard input. Prints the outcome as one line of JSON. */
public final class TrialMain {

    private TrialMain() {}

    /** Runs the trial; exit code 1 with one line on standard error where it fails. */
    public static void main(String[] arguments) {
        try {
            String trial = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            Outcome outcome = new TrialRun(TrialJson.parse(trial, Trial.class)).run();
            System.out.println(TrialJson.of(outcome));
        } catch (IOException | RuntimeException | OutOfMemoryError failure) {
            System.err.println(words(failure));
            System.exit(1);
        }
    }

    /** What failed, in one line: the engine's messages go on with a native stack. */
    static String words(Throwable failure) {
        String message = failure.getMessage();
        String words = message == null || failure instanceof Error ? failure.toString() : message;
        return words.lines().findFirst().orElse("");
    }
}
