package io.hmt4j.bench.training;

import io.hmt4j.InputException;
import io.hmt4j.bench.Shape;
import io.hmt4j.bench.make.ModelMaker;
import io.hmt4j.bench.run.ChildProcess;
import io.hmt4j.bench.training.TrainingTask.Trained;
import io.hmt4j.checkpoint.Folders;
import io.hmt4j.report.Cell;
import io.hmt4j.report.Column;
import io.hmt4j.report.MarkdownTable;
import io.hmt4j.report.Table;
import io.hmt4j.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bars of training: the 26-million shape with all its parameters, which the authors' code trains at 204 tokens a second
 * of one thread; LoRA and memory of the demonstration's model and of the 135-million shape; each under our settings of the
 * engine and under OpenBLAS with its own, in turns, a process each. Forward and backward passes, no optimizer. Arguments:
 * folder of the demonstration's model, passes a process, thread counts, seconds after which a process is stopped (OpenBLAS's
 * spinning threads take the whole of a busy machine), number formats of products (float32,bfloat16; OpenBLAS has float32 only).
 */
public final class TrainingBars {

    private static final String OPENBLAS = "-Dorg.bytedeco.openblas.load=";

    /** What libgomp takes where nothing is set. */
    private static final Map<String, String> DEFAULT_SPINNING = Map.of("GOMP_SPINCOUNT", "300000");

    private static final List<Column> COLUMNS = List.of(
            Column.text("what"),
            Column.text("products"),
            Column.count("threads"),
            Column.decimals("tokens/s", 0),
            Column.decimals("a computed second", 0),
            Column.count("peak MB"),
            Column.decimals("OpenBLAS's defaults, tokens/s", 0),
            Column.decimals("a computed second ", 0),
            Column.decimals("ratio", 2),
            Column.decimals("of computed time", 2));

    private final List<List<Cell>> rows = new ArrayList<>();

    private final double limitSeconds;

    private TrainingBars(double limitSeconds) {
        this.limitSeconds = limitSeconds;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws IOException {
        Path demonstration = Path.of(arguments[0]).toAbsolutePath();
        int repeats = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("hmt-training");
        TrainingBars bars = new TrainingBars(Double.parseDouble(arguments[3]));
        try {
            Path small = folder.resolve("26m");
            Path large = folder.resolve("135m");
            new ModelMaker(Shape.LLAMA_26M, DType.FLOAT32, 1).make(small);
            new ModelMaker(Shape.SMOLLM_135M, DType.FLOAT32, 1).make(large);
            for (Setting setting : Setting.all(arguments[2], arguments.length > 4 ? arguments[4] : "float32")) {
                bars.measure(
                        "26 million, all parameters, graph kept",
                        of(small, Trained.ALL, 256, 3, 1, setting, false, repeats));
                bars.measure(
                        "26 million, all parameters, exact", of(small, Trained.ALL, 256, 3, 1, setting, true, repeats));
                bars.measure(
                        "26 million, all parameters, exact, 4 documents",
                        of(small, Trained.ALL, 256, 3, 4, setting, true, repeats));
                bars.measure(
                        "demonstration, LoRA and memory",
                        of(demonstration, Trained.LORA, 24, 8, 32, setting, true, 5 * repeats));
                bars.measure(
                        "135 million, LoRA and memory", of(large, Trained.LORA, 256, 3, 1, setting, true, repeats));
            }
        } finally {
            Folders.delete(folder);
        }
        System.out.println(MarkdownTable.of(new Table("", COLUMNS, bars.rows)));
    }

    /** One of the settings that everything is measured in. */
    private record Setting(int threads, DType products) {

        static List<Setting> all(String threads, String formats) {
            return Arrays.stream(threads.split(",", -1))
                    .flatMap(count -> Arrays.stream(formats.split(",", -1))
                            .map(format -> new Setting(
                                    Integer.parseInt(count), DType.parseFloat(format, "number format of products"))))
                    .toList();
        }
    }

    private static TrainingTask of(
            Path model,
            Trained trained,
            int segmentTokens,
            int segments,
            int documents,
            Setting setting,
            boolean exact,
            int repeats) {
        return new TrainingTask(
                model.toString(),
                trained,
                segmentTokens,
                segments,
                documents,
                setting.threads(),
                exact,
                setting.products(),
                repeats);
    }

    private void measure(String what, TrainingTask task) {
        ChildProcess ours = ChildProcess.limited(TrainingMain.class, what, limitSeconds);
        Optional<TrainingOutcome> ourOutcome = run(ours, task);
        Optional<TrainingOutcome> plain = task.products() == DType.FLOAT32
                ? run(ours.withFlag(OPENBLAS).withEnvironment(DEFAULT_SPINNING), task)
                : Optional.empty();
        rows.add(List.of(
                Cell.text(what),
                Cell.text(task.products().torchName()),
                Cell.number(task.threads()),
                cell(ourOutcome.map(TrainingOutcome::tokensPerSecond)),
                cell(ourOutcome.map(TrainingOutcome::tokensPerComputedSecond)),
                cell(ourOutcome.map(outcome -> outcome.peakBytes() / 1e6)),
                cell(plain.map(TrainingOutcome::tokensPerSecond)),
                cell(plain.map(TrainingOutcome::tokensPerComputedSecond)),
                cell(ratio(
                        ourOutcome.map(TrainingOutcome::tokensPerSecond), plain.map(TrainingOutcome::tokensPerSecond))),
                cell(ratio(
                        ourOutcome.map(TrainingOutcome::tokensPerComputedSecond),
                        plain.map(TrainingOutcome::tokensPerComputedSecond)))));
        System.err.println(
                what + ", " + task.threads() + " threads, " + task.products() + ": " + ourOutcome + " " + plain);
    }

    private static Optional<TrainingOutcome> run(ChildProcess process, TrainingTask task) {
        try {
            return Optional.of(process.run(task, TrainingOutcome.class, () -> false));
        } catch (InputException failure) {
            System.err.println(failure.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Double> ratio(Optional<Double> ours, Optional<Double> others) {
        return ours.flatMap(mine -> others.map(other -> mine / other));
    }

    private static Cell cell(Optional<Double> value) {
        return value.map(Cell::number).orElse(Cell.none());
    }
}
