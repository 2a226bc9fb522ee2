package io.hmt4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** One run of the command, with what it printed. */
record CommandRun(int exitCode, String out, String err) {

    /** Runs a command without standard input. Arguments are turned to strings. */
    static CommandRun of(Object... arguments) {
        return withInput("", arguments);
    }

    /** Runs a command with a text as standard input. */
    static CommandRun withInput(String input, Object... arguments) {
        InputStream bytes = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return run(bytes, new Interrupts(), Set.of(), arguments);
    }

    /** Runs a command with all that is around it. */
    static CommandRun run(InputStream input, Interrupts interrupts, Set<String> terminals, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                input,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminals);
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int exitCode = new Cli(console, interrupts).run(texts);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
