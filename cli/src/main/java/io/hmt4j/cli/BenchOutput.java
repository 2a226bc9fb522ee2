package io.hmt4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import io.hmt4j.bench.run.BenchJson;
import io.hmt4j.bench.run.BenchMarkdown;
import io.hmt4j.bench.run.BenchPage;
import io.hmt4j.bench.run.BenchResults;
import io.hmt4j.bench.run.BenchTables;
import io.hmt4j.checkpoint.AtomicFile;
import io.hmt4j.report.ConsoleTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the figures of {@code hmt bench} go. */
final class BenchOutput {

    private static final String STANDARD_OUTPUT = "-";

    @Option(names = "--json", paramLabel = "FILE", description = "Write JSON; - is standard output.")
    private @Nullable String json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write a page in Markdown.")
    private @Nullable String markdown;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots; it needs nothing beside it.")
    private @Nullable String html;

    /** Sees that the files can be written, before the work. */
    void check() {
        checkFolder("--json", STANDARD_OUTPUT.equals(json) ? null : json);
        checkFolder("--markdown", markdown);
        checkFolder("--html", html);
    }

    private static void checkFolder(String flag, @Nullable String file) {
        if (file == null) {
            return;
        }
        Path parent = Path.of(file).toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new InputException(flag + " " + file + ": its folder does not exist");
        }
    }

    /** Prints the table, and writes what was asked for. */
    void write(BenchResults results, Console console) throws IOException {
        String table = ConsoleTable.of(BenchTables.figures(results), !Locales.hasUtf8());
        if (STANDARD_OUTPUT.equals(json)) {
            console.say(table);
            console.printJson(BenchJson.of(results));
        } else {
            console.printLine(table);
        }
        if (json != null && !STANDARD_OUTPUT.equals(json)) {
            String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(BenchJson.of(results));
            write(json, text + "\n");
        }
        if (markdown != null) {
            write(markdown, BenchMarkdown.of(results));
        }
        if (html != null) {
            BenchPage.of(results).write(Path.of(html));
        }
    }

    private static void write(String file, String text) {
        AtomicFile.write(
                Path.of(file), channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }
}
