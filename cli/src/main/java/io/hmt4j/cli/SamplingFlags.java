package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How an answer is chosen and when it ends. */
final class SamplingFlags {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-n", "--max-new-tokens"},
            paramLabel = "N",
            description = "Tokens of the answer at most. Default: ${DEFAULT-VALUE}.")
    private int maxNewTokens = 256;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "T",
            description = "Divisor of the logits; 0 takes the most likely token. Default: ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Choose among the K most likely tokens; 0 for all.")
    private int topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Choose among the fewest tokens whose probabilities reach P.")
    private double topP = 1;

    @Option(
            names = "--min-p",
            paramLabel = "P",
            description = "Leave out tokens less likely than this share of the most likely one.")
    private double minP;

    @Option(names = "--repetition-penalty", paramLabel = "X", description = "Above 1: tokens seen become less likely.")
    private double repetitionPenalty = 1;

    @Option(names = "--stop", paramLabel = "TEXT", description = "End the answer before this text. Repeatable.")
    private List<String> stops = new ArrayList<>();

    @Option(
            names = "--sample-seed",
            paramLabel = "N",
            description =
                    "Seed of the random choice; the same seed gives the same answer. Default: a new one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--overrun",
            paramLabel = "N",
            description = "Tokens by which a segment's view may go on behind its border. Default: 0.")
    private int overrun;

    /** The options of an answer that the model's own end ids end. */
    GenerationOptions options(Set<Integer> endIds) {
        try {
            Sampling sampling = new Sampling(temperature, topK, topP, minP, repetitionPenalty);
            long chosen = seed == null ? System.nanoTime() : seed;
            return new GenerationOptions(maxNewTokens, sampling, chosen, endIds, stops, overrun);
        } catch (InputException wrong) {
            throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** Refuses wrong values before a model is loaded. */
    void check() {
        options(Set.of());
    }
}
