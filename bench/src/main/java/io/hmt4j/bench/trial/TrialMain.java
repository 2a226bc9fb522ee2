package io.hmt4j.bench.trial;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The process of one trial. Reads the trial as JSON from standard input. Prints the outcome as one line of JSON. */
public final class TrialMain {

    private TrialMain() {}

    /** Runs the trial; exit code 1 with one line on standard error where it fails. */
    public static void main(String[] arguments) throws IOException {
        try {
            String trial = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            Outcome outcome = new TrialRun(TrialJson.parse(trial, Trial.class)).run();
            System.out.println(TrialJson.of(outcome));
        } catch (InputException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }
}
