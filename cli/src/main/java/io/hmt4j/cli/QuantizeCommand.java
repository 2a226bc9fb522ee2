package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.memory.ModelQuantization;
import io.hmt4j.tensor.WeightFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Mixin
    private ConversionFlags conversion = new ConversionFlags();

    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            description = "int8, a quarter of float32, or int4, an eighth but for embeddings and head, which stay int8."
                    + " Default: ${DEFAULT-VALUE}.")
    private String weights = "int8";

    QuantizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        new ModelQuantization(conversion.model(), conversion.hmt(), conversion.ignoredKeys())
                .write(conversion.output(), format());
        conversion.printWritten(console);
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
