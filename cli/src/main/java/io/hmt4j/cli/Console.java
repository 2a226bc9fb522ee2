package io.hmt4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The three streams of a command, in UTF-8. Answers and JSON go to standard output; figures, progress and everything else
 * to standard error, so that a pipe carries answers only.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminals which of them a person sits at: of {@code in}, {@code out}, {@code err}
 */
record Console(InputStream in, PrintStream out, PrintStream err, Set<String> terminals) {

    /** The launcher tells here which streams are terminals; Java itself cannot ask for one of them. */
    private static final String TERMINALS = "hmt.terminals";

    /** Clears a terminal from the cursor to the end of its line (ECMA-48, EL). */
    private static final String CLEAR_LINE = "\u001b[K";

    private static final ObjectMapper JSON = new ObjectMapper();

    Console {
        terminals = Set.copyOf(terminals);
    }

    /** The streams of this process. */
    static Console ofProcess() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                terminalsOfProcess());
    }

    // From Java 22 on the launcher for Windows sets jdk.console so that null still means "no terminal".
    @SuppressWarnings("SystemConsoleNull")
    private static Set<String> terminalsOfProcess() {
        String told = System.getProperty(TERMINALS);
        if (told != null) {
            return Set.of(told.split(","));
        }
        return System.console() == null ? Set.of() : Set.of("in", "out", "err");
    }

    /** Whether standard input is typed by a person. */
    boolean isTyped() {
        return terminals.contains("in");
    }

    /** Whether a person watches standard error, so that a line may be written over. */
    boolean isWatched() {
        return terminals.contains("err");
    }

    /** Prints a piece of an answer, at once. */
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** Prints a line of an answer. */
    void printLine(String text) {
        print(text + "\n");
    }

    /** Says a line that is no answer. */
    void say(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /** Shows a prompt to a person who types. */
    void ask(String prompt) {
        err.print(prompt);
        err.flush();
    }

    /** Writes a line over the one the cursor is in, where it stays. */
    void overwrite(String line) {
        err.print("\r" + CLEAR_LINE + line);
        err.flush();
    }

    /** Prints the one JSON object of a command with {@code --json}. */
    void printJson(JsonNode object) {
        try {
            printLine(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
