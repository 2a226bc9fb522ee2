package io.hmt4j.cli;

import io.hmt4j.cli.demo.DemonstrationModels;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the launcher runs once after a build, so that the JVM archives the classes of a start: a text is read, a question
 * asked, help shown. Says nothing.
 */
public final class ArchiveTraining {

    private ArchiveTraining() {}

    /** Runs it. */
    public static void main(String[] none) throws Exception {
        Class.forName(Main.class.getName()); // the one class of a start that does not run here
        try (EngineStart engine = EngineStart.beside("ask", "model");
                TemporaryFolder folder = TemporaryFolder.create("hmt-archive")) {
            String model = DemonstrationModels.unpackHmtInto(folder.path()).toString();
            Path text = Files.writeString(folder.path().resolve("text"), "the ".repeat(200));
            String memory = folder.path().resolve("memory").toString();
            run("read", model, text.toString(), "-o", memory);
            run("ask", model, "-m", memory, "the", "--max-new-tokens", "2");
            run("show", memory);
            run("ask", "--help");
            run("--help");
            run("--version");
        }
        System.exit(0);
    }

    private static void run(String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        new Cli(new Console(InputStream.nullInputStream(), nowhere, nowhere, Set.of()), new Interrupts())
                .run(arguments);
    }
}
