package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.memory.ModelMerge;
import io.hmt4j.tensor.DType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hmt merge}. */
@Command(
        name = "merge",
        customSynopsis = "hmt merge MODEL [--hmt DIR] -o OUT [OPTIONS]",
        header = "Merges adapters into a model.",
        description = {
            "Writes a Hugging Face folder of its own: the weights with the adapters (LoRA) in them, configuration and"
                    + " tokenizer of MODEL, the memory parameters. Whole or not at all; MODEL stays as it is."
        },
        footer = {
            "Examples:",
            "  hmt merge models/SmolLM2 --hmt runs/books -o models/SmolLM2-books",
            "  hmt merge models/SmolLM2 --hmt runs/books -o out --dtype bfloat16"
        })
final class MergeCommand implements Runnable {

    private final Console console;

    @Spec
    private CommandSpec command;

    @Mixin
    private ConversionFlags conversion = new ConversionFlags();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "Number format of the weights: float32, bfloat16, float16, float64. Default: as they are."
                    + " The sums are rounded to it once.")
    private @Nullable String dtype;

    MergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        new ModelMerge(conversion.model(), conversion.hmt(), conversion.ignoredKeys())
                .write(conversion.output(), type());
        conversion.printWritten(console);
    }

    private @Nullable DType type() {
        try {
            return dtype == null ? null : DType.parseFloat(dtype, "--dtype");
        } catch (InputException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
