package io.hmt4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hmt show}. */
@Command(
        name = "show",
        customSynopsis = "hmt show FOLDER [OPTIONS]",
        header = "Says what a folder is: a model, memory parameters, adapters, the memory of a document.",
        description = {"Looks at the files only; no weights are loaded. The checksum of a memory is compared."},
        footer = {"Examples:", "  hmt show models/SmolLM2", "  hmt show book.memory --json"})
final class ShowCommand implements Runnable {

    private final Console console;

    @Parameters(paramLabel = "FOLDER", description = "The folder.")
    private Path folder;

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Option(
            names = "--ignore-config-key",
            paramLabel = "KEY",
            description = "Look at the model although this key of its config.json is not supported. Repeatable.")
    private Set<String> ignoredKeys = new LinkedHashSet<>();

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        new FolderFacts(folder, ignoredKeys).print(console, json);
    }
}
