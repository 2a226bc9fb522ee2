package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.bench.Shape;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.tensor.DType;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hmt bench make}. */
@Command(
        name = "make",
        customSynopsis = "hmt bench make --shape NAME -o DIR [OPTIONS]",
        header = "Makes a model of random weights to measure with, without a download.",
        description = {
            "Writes a Hugging Face folder with the published configuration, weights and a tokenizer of the same size. It says"
                    + " nonsense as fast as the real one. The same seed gives the same bytes.",
            "",
            "Shapes: tiny, llama-26m, smollm-135m, smollm-360m, qwen2.5-0.5b, tinyllama-1b, llama-1b (Llama 3.2)."
        },
        footer = {"Example:", "  hmt bench make --shape smollm-135m -o random-135m"})
final class BenchMakeCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--shape", paramLabel = "NAME", required = true, description = "Whose shape it has.")
    private String shape;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Folder to write; must not be there yet.")
    private Path output;

    @Option(
            names = "--weights",
            paramLabel = "FORMAT",
            description = "Format of the weights: f32, bf16, f16. Default: ${DEFAULT-VALUE}.")
    private String weights = "f32";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    BenchMakeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ModelMaker maker;
        try {
            maker = new ModelMaker(Shape.parse(shape), DType.parseFloat(weights, "--weights"), seed);
        } catch (InputException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
        long parameters = maker.make(output);
        console.say("hmt: " + output + ": " + Figures.count(parameters, "random weight") + ", seed " + seed);
        return ExitCode.FINE;
    }
}
