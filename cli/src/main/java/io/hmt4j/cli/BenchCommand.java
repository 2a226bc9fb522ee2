package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Quantization;
import io.hmt4j.backbone.WeightChoice;
import io.hmt4j.bench.Shape;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.bench.run.BenchResults;
import io.hmt4j.bench.run.BenchRun;
import io.hmt4j.bench.run.BenchSettings;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hmt bench}. */
@Command(
        name = "bench",
        customSynopsis = {"hmt bench (MODEL | --shape NAME) [OPTIONS]", "hmt bench make --shape NAME -o DIR [OPTIONS]"},
        subcommands = BenchMakeCommand.class,
        header =
                "Measures a model: how fast it reads and answers, and in how much memory, against the length of the text.",
        description = {
            "Every figure is measured in a process of its own, several times: medians, with the least and the largest."
                    + " Full attention, the same model without HMT over the whole text, is stopped at a bound that is"
                    + " stated. Ctrl-C ends with what is measured."
        },
        footer = {
            "Examples:",
            "  hmt bench MODEL",
            "  hmt bench MODEL --lengths 1k,8k,64k,1M --mode hmt,full --markdown bench.md --html bench.html",
            "  hmt bench --shape smollm-135m --weights f32,bf16 --json -"
        })
final class BenchCommand implements Callable<Integer> {

    private final Console console;
    private final Interrupts interrupts;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Folder of the model.")
    private @Nullable Path model;

    @Option(
            names = "--shape",
            paramLabel = "NAME",
            description =
                    "In place of a model: one of random weights, made in a temporary folder (hmt bench make --help).")
    private @Nullable String shape;

    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private BenchOutput output = new BenchOutput();

    BenchCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        if ((model == null) == (shape == null)) {
            throw new ParameterException(spec.commandLine(), "one of MODEL and --shape is needed");
        }
        output.check();
        if (model != null) {
            return measure(model);
        }
        Shape named = asUsage(() -> Shape.parse(String.valueOf(shape)));
        try (TemporaryFolder folder = TemporaryFolder.create("hmt-bench")) {
            Path made = folder.path().resolve(String.valueOf(shape));
            new ModelMaker(named, DType.FLOAT32, 0).make(made);
            return measure(made);
        }
    }

    private int measure(Path folder) throws IOException {
        List<WeightChoice> weights = asUsage(flags::weights);
        asUsage(() -> flags.settings(folder, List.of())); // a wrong flag is told before a wrong folder
        Optional<Quantization> stored = Quantization.of(ModelFolder.open(folder));
        BenchSettings settings = flags.settings(
                folder, weights.stream().map(choice -> choice.of(stored)).toList());
        interrupts.listen();
        BenchResults results = new BenchRun(settings, new BenchMonitor(console, interrupts)).run();
        output.write(results, console);
        if (!results.complete()) {
            return ExitCode.INTERRUPTED;
        }
        return results.failed() ? ExitCode.FAILED : ExitCode.FINE;
    }

    private <T> T asUsage(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (InputException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
