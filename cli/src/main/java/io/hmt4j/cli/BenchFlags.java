package io.hmt4j.cli;

import io.hmt4j.backbone.WeightChoice;
import io.hmt4j.bench.run.BenchSettings;
import io.hmt4j.bench.run.Lengths;
import io.hmt4j.bench.trial.Bound;
import io.hmt4j.bench.trial.Method;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.WeightFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code hmt bench} measures. */
final class BenchFlags {

    @Option(
            names = "--lengths",
            paramLabel = "N[,N]",
            description = "Tokens of the texts; k is 1,024 and M 1,048,576. Default: ${DEFAULT-VALUE}.")
    private String lengths = "1k,8k";

    @Option(
            names = "--mode",
            split = ",",
            paramLabel = "MODE",
            description =
                    "How texts are read: hmt, rmt, and with the bare model full (attention over the whole text) or"
                            + " window (sliding, as long as a segment). Default: hmt,full.")
    private List<String> modes = List.of("hmt", "full");

    @Option(
            names = "--weights",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "Formats the weights compute in: f32, bf16, f16, f64, int8, int4, or auto for the fastest here."
                            + " Default: as they are stored where they are quantized, else f32.")
    private List<String> weights = List.of();

    @Option(names = "--repeats", paramLabel = "N", description = "Processes a figure. Default: ${DEFAULT-VALUE}.")
    private int repeats = 3;

    @Option(
            names = "--answer-tokens",
            paramLabel = "N",
            description = "Tokens of the answer that decoding is measured with. Default: ${DEFAULT-VALUE}.")
    private int answerTokens = 32;

    @Option(
            names = "--segment-tokens",
            paramLabel = "N",
            description = "Tokens of a segment and of the window. Default: the model's.")
    private int segmentTokens;

    @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: the physical cores.")
    private int threads;

    @Option(
            names = "--text",
            paramLabel = "FILE",
            description = "Text to read, UTF-8, repeated where it is shorter. Default: random tokens.")
    private @Nullable Path text;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of random tokens. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--limit-seconds",
            paramLabel = "N",
            description = "Seconds of reading after which full attention is stopped. Default: ${DEFAULT-VALUE}.")
    private double limitSeconds = Bound.DEFAULT.seconds();

    @Option(
            names = "--limit-memory",
            paramLabel = "SIZE",
            description =
                    "Resident memory at which full attention is stopped, such as 700MB. Default: ${DEFAULT-VALUE}.")
    private String limitMemory = "8GB";

    /** How weights are to be held. Throws {@link io.hmt4j.InputException} where there is no format of that name. */
    List<WeightChoice> weights() {
        return weights.isEmpty()
                ? List.of(WeightChoice.AS_STORED)
                : weights.stream()
                        .map(name -> WeightChoice.parse(name, "--weights", ComputeDevice.CPU))
                        .toList();
    }

    /** The settings. Throws {@link io.hmt4j.InputException} where a flag is wrong. */
    BenchSettings settings(Path model, List<WeightFormat> formats) {
        return new BenchSettings(
                model,
                modes.stream().map(Method::parse).toList(),
                formats,
                Lengths.parse(lengths),
                repeats,
                answerTokens,
                segmentTokens,
                threads,
                text,
                seed,
                new Bound(limitSeconds, Amounts.bytes(limitMemory, "--limit-memory", 1_000_000)));
    }
}
