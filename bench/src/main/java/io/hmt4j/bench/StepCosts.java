package io.hmt4j.bench;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/**
 * The cost model: operations and bytes of each step of reading and decoding, the floor they give by what the machine can do
 * at that moment, and how far the measured step is from it, all in processor time. Arguments: shape, segment tokens, format of the weights,
 * threads.
 */
public final class StepCosts {

    private static final int FLOAT = 4;

    private final Shape shape;
    private final HmtModel model;
    private final Backbone backbone;
    private final HmtConfig config;
    private final MachinePeaks peaks;
    private final double weightBytes;

    private StepCosts(Shape shape, int segmentTokens, WeightFormat format) {
        this.shape = shape;
        this.model = shape.model(segmentTokens, format);
        this.backbone = model.backbone();
        this.config = model.config();
        this.peaks = MachinePeaks.measure(format);
        this.weightBytes = switch (format) {
            case INT8 -> 1;
            case INT4 -> 0.5;
            default -> format.arithmetic().bytes();
        };
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        Shape shape = Shape.parse(arguments[0]);
        WeightFormat format = WeightFormat.parse(arguments[2], "weights");
        Engine.setThreads(Integer.parseInt(arguments[3]));
        new StepCosts(shape, Integer.parseInt(arguments[1]), format).run(format);
    }

    private void run(WeightFormat format) {
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %d threads, segments of %d tokens; a product of 512 x 2,048 x 8,192 runs at %.0f billion operations a"
                        + " second of processor time, memory is read at %.1f GB/s of it%n%n",
                shape.label(),
                format.flag(),
                Engine.threads(),
                config.segmentTokens(),
                peaks.operations() / 1e9,
                peaks.bytes() / 1e9);
        System.out.println(
                "| step | rows | million operations | MB moved | floor, computed ms | measured, computed ms | times the floor |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        int rows = config.segmentTokens() + config.sensoryTokens() + 2 * config.memoryVectors();
        int summaryRows = config.summaryTokens() + 2;
        try (MatrixProducts products = new MatrixProducts(shape, format)) {
            tell(
                    "linear products of a segment pass",
                    rows,
                    linear(rows),
                    weights(),
                    () -> products.seconds(rows, false));
            tell("attention of a segment pass", rows, attention(rows), 0, () -> products.attend(rows));
            tell("segment pass", rows, linear(rows) + attention(rows), weights(), () -> pass(rows));
            tell(
                    "summary pass",
                    summaryRows,
                    linear(summaryRows) + attention(summaryRows),
                    weights(),
                    () -> pass(summaryRows));
            tell("recall over 300 memories", 1, recallOperations(), recallBytes(), recall());
            reading(rows, summaryRows);
            tell(
                    "linear products of a decoded token, with head",
                    1,
                    linear(1) + head(),
                    weights() + headBytes(),
                    () -> products.seconds(1, true));
        }
        decoding(rows);
    }

    /** Two operations a weight and row. */
    private double linear(double rows) {
        return 2 * rows * linearWeights();
    }

    private double linearWeights() {
        double width = shape.width;
        double keyWidth = width / shape.heads * shape.keyHeads;
        return shape.layers * (2 * width * width + 2 * width * keyWidth + 3 * width * shape.inner);
    }

    private double weights() {
        return weightBytes * linearWeights();
    }

    /** Scores and their product with the values; causal, so half of the square. */
    private double attention(double rows) {
        return shape.layers * 2 * rows * rows * shape.width;
    }

    private double head() {
        return 2.0 * shape.width * shape.vocabulary;
    }

    private double headBytes() {
        return Math.max(1, weightBytes) * shape.width * shape.vocabulary;
    }

    /** The query's projection, the scores, the mixture. */
    private double recallOperations() {
        return 2.0 * config.recallWidth() * (shape.width + config.bankSize()) + 2.0 * config.bankSize() * shape.width;
    }

    private double recallBytes() {
        return (double) FLOAT
                * (config.recallWidth() * (shape.width + config.bankSize()) + config.bankSize() * shape.width);
    }

    private void pass(int rows) {
        try (Scope scope = Scope.withoutGradient()) {
            backbone.forward(Tensors.normal(1, 1, rows, shape.width), null);
        }
    }

    private Runnable recall() {
        Scope scope = Scope.withoutGradient();
        Tensor query = Scope.own(Tensors.normal(1, 1, shape.width));
        Tensor vectors = Scope.own(Tensors.normal(1, 1, config.bankSize(), 1, shape.width));
        Tensor keys = Scope.own(model.cell().keys(vectors.squeeze(0)).unsqueeze(0));
        scope.close();
        return () -> {
            try (Scope call = Scope.withoutGradient()) {
                model.cell().recall(query, vectors, keys);
            }
        };
    }

    /** A whole segment of a document: summary, recall, pass, and all between. */
    private void reading(int rows, int summaryRows) {
        int segments = 8;
        int[] text = new Random(1)
                .ints((long) segments * config.segmentTokens(), 0, shape.vocabulary)
                .toArray();
        try (DocumentMemory memory = model.newMemory()) {
            Runnable read = () -> model.read(memory, text);
            double operations =
                    linear(rows) + attention(rows) + linear(summaryRows) + attention(summaryRows) + recallOperations();
            row(
                    "a segment read, all steps",
                    rows + summaryRows,
                    operations,
                    2 * weights(),
                    ComputedTime.of(read) / segments);
        }
    }

    private void decoding(int past) {
        try (KeyValueCache cache = backbone.newCache(1, past + 1);
                Scope scope = Scope.withoutGradient()) {
            backbone.forward(Tensors.normal(1, 1, past, shape.width), cache);
            double bytes = weights()
                    + headBytes()
                    + 2.0 * FLOAT * past * shape.layers * shape.width / shape.heads * shape.keyHeads;
            double operations = linear(1) + head() + 4.0 * past * shape.layers * shape.width;
            tell("a decoded token", 1, operations, bytes, () -> {
                try (Scope step = Scope.withoutGradient()) {
                    cache.truncate(past);
                    Tensor hidden = backbone.forward(Tensors.normal(1, 1, 1, shape.width), cache);
                    Tensors.toFloats(backbone.logits(hidden));
                }
            });
        }
    }

    private void tell(String step, int rows, double operations, double bytes, Runnable work) {
        row(step, rows, operations, bytes, ComputedTime.of(work));
    }

    private void row(String step, int rows, double operations, double bytes, double seconds) {
        double floor = Math.max(operations / peaks.operations(), bytes / peaks.bytes());
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %,.1f | %,.1f | %.3f | %.3f | %.2f |%n",
                step,
                rows,
                operations / 1e6,
                bytes / 1e6,
                floor * 1e3,
                seconds * 1e3,
                seconds / floor);
    }
}
