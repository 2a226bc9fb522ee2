package io.hmt4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.memory.ModelQuantization;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hmt quantize}. */
@Command(
        name = "quantize",
        customSynopsis = "hmt quantize MODEL [--hmt DIR] -o OUT [OPTIONS]",
        header = "Stores a model in 8 or 4 bits a weight.",
        description = {
            "Writes a folder that read, ask, serve, eval take in place of MODEL: the weights as integers, adapters (LoRA) merged"
                    + " into them first; configuration, tokenizer and memory parameters as they are. Whole or not at all; MODEL"
                    + " stays as it is. Memories of MODEL fit the new folder, and the other way round. It cannot be trained."
        },
        footer = {
            "Examples:",
            "  hmt quantize models/SmolLM2 --hmt runs/books -o models/SmolLM2-books-int8",
            "  hmt quantize models/SmolLM2 --weights int4 -o models/SmolLM2-int4"
        })
final class QuantizeCommand implements Runnable {

    private final Console console;

    @Spec
    private CommandSpec command;

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

    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            description = "int8, a quarter of float32, or int4, an eighth but for embeddings and head, which stay int8."
                    + " Default: ${DEFAULT-VALUE}.")
    private String weights = "int8";

    @Option(names = "--json", description = "Print what was written as one JSON object.")
    private boolean json;

    @Option(
            names = "--ignore-config-key",
            paramLabel = "KEY",
            description = "Quantize although this key of the model's config.json is not supported. Repeatable.")
    private Set<String> ignoredKeys = new LinkedHashSet<>();

    QuantizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        new ModelQuantization(model, hmt, ignoredKeys).write(output, format());
        ObjectNode sections = new FolderFacts(output, ignoredKeys).sections();
        if (json) {
            console.printJson(sections);
        } else {
            FactSheet.of(sections).forEach(console::printLine);
        }
    }

    private WeightFormat format() {
        try {
            WeightFormat format = WeightFormat.parse(weights, "--weights");
            if (format.isQuantized()) {
                return format;
            }
            throw new InputException("--weights is \"" + weights + "\"; a model is quantized to int8 or int4");
        } catch (InputException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
