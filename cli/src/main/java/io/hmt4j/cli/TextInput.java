package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.MalformedText;
import io.hmt4j.tokenizer.Utf8Reader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A text to read: a file, or standard input.
 *
 * @param argument the file as the user wrote it; {@code -} for standard input
 */
record TextInput(String argument) {

    private static final String STANDARD_INPUT = "-";

    /** What the text is called in a memory. */
    String name() {
        return isStandardInput() ? "standard input" : argument;
    }

    boolean isStandardInput() {
        return argument.equals(STANDARD_INPUT);
    }

    /** Refuses a file that cannot be read, before a model is loaded for it. */
    void requireReadable() {
        if (isStandardInput()) {
            return;
        }
        if (Files.notExists(file())) {
            throw new InputException(argument + " does not exist");
        }
        if (Files.isDirectory(file())) {
            throw new InputException(argument + " is a folder; name the files in it");
        }
        if (!Files.isReadable(file())) {
            throw new InputException(argument + " cannot be read: permission denied");
        }
    }

    /** Its bytes, where that can be known before it is read. */
    OptionalLong size() {
        try {
            return isStandardInput() || !Files.isRegularFile(file())
                    ? OptionalLong.empty()
                    : OptionalLong.of(Files.size(file()));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Opens it as a stream of characters. */
    Utf8Reader open(Console console, MalformedText malformed) throws IOException {
        InputStream bytes = isStandardInput() ? console.in() : Files.newInputStream(file());
        return new Utf8Reader(bytes, name(), malformed);
    }

    /** A short text that stands on the command line itself, or comes whole from standard input. */
    static String textOrStandardInput(String text, Console console) throws IOException {
        if (!text.equals(STANDARD_INPUT)) {
            return text;
        }
        return new String(console.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private Path file() {
        return Path.of(argument);
    }
}
