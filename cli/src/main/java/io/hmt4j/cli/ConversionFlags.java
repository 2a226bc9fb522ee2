package io.hmt4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the verbs share that write a model anew: from where, with what, to where. */
final class ConversionFlags {

    @Parameters(paramLabel = "MODEL", description = "Folder of the model.")
    private Path model;

    @Option(
            names = "--hmt",
            paramLabel = "DIR",
            description = "Folder of adapters, weights and memory parameters. Default: the model's own.")
    private @Nullable Path hmt;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "Folder to write; nothing may be there.")
    private Path output;

    @Option(names = "--json", description = "Print what was written as one JSON object.")
    private boolean json;

    @Option(
            names = "--ignore-config-key",
            paramLabel = "KEY",
            description = "Go on although this key of the model's config.json is not supported. Repeatable.")
    private Set<String> ignoredKeys = new LinkedHashSet<>();

    /** Folder of the model. */
    Path model() {
        return model;
    }

    /** Folder of what was trained, or null for the model's own. */
    @Nullable Path hmt() {
        return hmt;
    }

    /** Folder to write. */
    Path output() {
        return output;
    }

    /** Keys of {@code config.json} that may be ignored. */
    Set<String> ignoredKeys() {
        return ignoredKeys;
    }

    /** Says what was written. */
    void printWritten(Console console) {
        new FolderFacts(output, ignoredKeys).print(console, json);
    }
}
