package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.eval.lineup.Lineup;
import io.hmt4j.eval.lineup.LineupBuilder;
import io.hmt4j.eval.lineup.Rivals;
import io.hmt4j.eval.page.RunFacts;
import io.hmt4j.eval.run.Evaluation;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hmt eval}. */
@Command(
        name = "eval",
        customSynopsis = "hmt eval MODEL (--data PATH... | --task NAME[,NAME]) [OPTIONS]",
        header = "Measures a model: perplexity by context, and tasks, beside what it is to be compared with.",
        description = {
            "One table has the model, the same with its memory zeroed or another document's, stage 1, RMT, sliding windows"
                    + " of the bare backbone, and full attention where it fits. --seed also chooses targets and draws the"
                    + " bootstrap. Ctrl-C ends with what is measured, marked as incomplete."
        },
        footer = {
            "Examples:",
            "  hmt eval MODEL --data 'books/*.txt' --contexts 0,1,4,16 -o report",
            "  hmt eval MODEL --hmt trained --compare rmt=trained-rmt --data book.txt --json -",
            "  hmt eval MODEL --task longbench_qmsum --task-data qmsum.jsonl --limit 20"
        })
final class EvalCommand implements Callable<Integer> {

    private static final int LEAST_POSITIONS = 2;

    private final Console console;
    private final Interrupts interrupts;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelFlags flags = new ModelFlags();

    @ArgGroup(validate = false, order = 1, heading = "%nPerplexity:%n")
    private EvalTextFlags texts = new EvalTextFlags();

    @ArgGroup(validate = false, order = 2, heading = "%nTasks:%n")
    private EvalTaskFlags tasks = new EvalTaskFlags();

    @ArgGroup(validate = false, order = 3, heading = "%nGenerated examples:%n")
    private HidingFlags hiding = new HidingFlags();

    @Option(
            names = "--compare",
            paramLabel = "ROW=DIR",
            description = "Memory parameters trained as stage1 or rmt, or a folder for the bare backbone (window)."
                    + " Repeatable. Else the model's own stand in, and the table says so.")
    private Map<String, Path> compare = new LinkedHashMap<>();

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description =
                    "Only these rows beside the model: hmt-zeroed, hmt-foreign, hmt-segment, hmt-preceding, stage1,"
                            + " rmt, window, window-budget, full.")
    private List<String> rows = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "Targets, passages or examples at most. Default: 64.")
    private int limit = 64;

    @Option(names = "--batch", paramLabel = "N", description = "Texts side by side. Default: ${DEFAULT-VALUE}.")
    private int batch = 8;

    @Option(
            names = "--full-tokens",
            paramLabel = "N",
            description = "Longest text for full attention. Default: ${DEFAULT-VALUE}, or the model's positions.")
    private int fullTokens = 16_384;

    @Option(
            names = "--window-bos",
            description = "Begin each window of the bare backbone with what the model's documents begin with.")
    private boolean windowBos;

    @Option(names = "--bootstrap", paramLabel = "N", description = "Resamples. Default: ${DEFAULT-VALUE}.")
    private int resamples = 1000;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write JSON in the shape of lm-evaluation-harness; - is standard output.")
    private @Nullable String json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for report.html and results.json.")
    private @Nullable Path output;

    EvalCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws IOException {
        check();
        EvalOutput out = new EvalOutput(console, json, output);
        List<Task> named = tasks.tasks();
        interrupts.listen();
        try (HmtModel model = flags.load(console);
                Lineup lineup = lineup(model)) {
            EvalMonitor monitor = new EvalMonitor(console, interrupts);
            Evaluation evaluation = new Evaluation(lineup, facts(lineup), fullTokens, monitor);
            try {
                new EvalParts(evaluation, monitor.tokenizing(), model, texts, tasks, hiding, limit, seed())
                        .run(named, interrupts::raised);
            } catch (TokenizingLine.Stopped stopped) {
                evaluation.results().cutShort();
            } finally {
                monitor.clear();
            }
            out.write(evaluation.results());
        }
        if (interrupts.raised()) {
            console.say("hmt: interrupted; the results are incomplete");
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.FINE;
    }

    private void check() {
        try {
            require("--limit", limit, 1);
            require("--batch", batch, 1);
            require("--full-tokens", fullTokens, LEAST_POSITIONS);
            require("--bootstrap", resamples, 1);
            texts.check();
            tasks.check();
            for (String row : compare.keySet()) {
                if (!Rivals.KNOWN.contains(row)) {
                    throw new InputException(
                            "--compare " + row + ": unknown row; allowed: " + String.join(", ", Rivals.KNOWN));
                }
            }
            for (String row : rows) {
                if (!LineupBuilder.ROWS.contains(row)) {
                    throw new InputException(
                            "--rows " + row + ": unknown row; allowed: " + String.join(", ", LineupBuilder.ROWS));
                }
            }
            if (texts.data().isEmpty() && tasks.isEmpty()) {
                throw new InputException("nothing to measure: give --data PATH or --task NAME");
            }
        } catch (InputException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Lineup lineup(HmtModel model) {
        ModelOptions options = flags.options();
        Path own = options.hmtFolder() == null ? flags.folder() : options.hmtFolder();
        return new LineupBuilder(model, own, (folder, mode) -> load(options, folder, mode))
                .rivals(new Rivals(compare))
                .rows(key -> rows.isEmpty() || rows.contains(key))
                .longestFull(fullTokens)
                .windowStart(windowBos ? model.text().tokenizer().documentStartIds() : new int[0])
                .build();
    }

    private HmtModel load(ModelOptions options, Path folder, Mode mode) {
        return HmtModel.load(
                flags.folder(),
                options.withHmtFolder(folder).withSettings(config -> options.settings().apply(config).toBuilder()
                        .mode(mode)
                        .build()));
    }

    private RunFacts facts(Lineup lineup) {
        return new RunFacts(
                lineup.model().identity().name(),
                String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                lineup.model().config(),
                lineup.rows(),
                flags.loading().device(),
                lineup.model().backbone().weightFormat().flag(),
                batch,
                limit,
                seed(),
                resamples,
                0.95,
                Versions.hmt(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private long seed() {
        return flags.loading().seed();
    }

    static int require(String flag, int value, int least) {
        if (value < least) {
            throw new InputException(flag + " is " + value + "; allowed: " + least + " and more");
        }
        return value;
    }

    static void requireAll(String flag, List<Integer> values, int least) {
        values.forEach(value -> require(flag, value, least));
    }
}
