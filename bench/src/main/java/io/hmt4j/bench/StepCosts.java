package io.hmt4j.bench;

import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.KeyValueCache;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/**
 * Operations and bytes of each step of reading and decoding, the floor they give by what the machine can do at that moment,
 * and how far the measured step is from it, all in processor time. Arguments: shape, segment tokens, format of the weights,
 * threads.
 */
public final class StepCosts {

    private static final int SEGMENTS = 8;

    private final Shape shape;
    private final HmtModel model;
    private final Backbone backbone;
    private final CostModel costs;
    private final MachinePeaks peaks;

    private StepCosts(Shape shape, int segmentTokens, WeightFormat format) {
        this.shape = shape;
        this.model = shape.model(segmentTokens, format);
        this.backbone = model.backbone();
        this.costs = new CostModel(shape, model.config(), format);
        this.peaks = MachinePeaks.measure(format);
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        Shape shape = Shape.parse(arguments[0]);
        WeightFormat format = WeightFormat.parse(arguments[2], "weights");
        Engine.setThreads(Integer.parseInt(arguments[3]));
        new StepCosts(shape, Integer.parseInt(arguments[1]), format).run(format);
    }

    private void run(WeightFormat format) {
        head(format);
        int rows = costs.segmentRows();
        int summaryRows = costs.summaryRows();
        try (MatrixProducts products = new MatrixProducts(shape, format)) {
            tell("linear products of a segment pass", rows, costs.linear(rows), () -> products.seconds(rows, false));
            tell("attention of a segment pass", rows, costs.attention(rows), () -> products.attend(rows));
            tell("segment pass", rows, costs.pass(rows), () -> pass(rows));
            tell("summary pass", summaryRows, costs.pass(summaryRows), () -> pass(summaryRows));
            tell("recall over 300 memories", 1, costs.recall(), recall());
            tell("a segment read, all steps", rows + summaryRows, costs.segment(), reading(), SEGMENTS);
            Cost token = costs.linear(1).plus(costs.head());
            tell("linear products of a decoded token, with head", 1, token, () -> products.seconds(1, true));
        }
        decoding(rows);
    }

    private void head(WeightFormat format) {
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %d threads, segments of %d tokens. In a second of processor time a product of 512 x 2,048 x 8,192 does"
                        + " %.0f billion operations, one in float32 %.0f, and %.1f GB are read from memory.%n%n",
                shape.label(),
                format.flag(),
                Engine.threads(),
                model.config().segmentTokens(),
                peaks.operations() / 1e9,
                peaks.floats() / 1e9,
                peaks.bytes() / 1e9);
        System.out.println(
                "| step | rows | million operations | MB moved | floor, computed ms | measured, computed ms |"
                        + " times the floor |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
    }

    private void pass(int rows) {
        try (Scope scope = Scope.withoutGradient()) {
            backbone.forward(Tensors.normal(1, 1, rows, shape.width), null);
        }
    }

    private Runnable recall() {
        int memories = model.config().bankSize();
        Tensor query;
        Tensor vectors;
        Tensor keys;
        try (Scope scope = Scope.withoutGradient()) {
            query = Scope.own(Tensors.normal(1, 1, shape.width));
            vectors = Scope.own(Tensors.normal(1, 1, memories, 1, shape.width));
            keys = Scope.own(model.cell().keys(vectors.squeeze(0)).unsqueeze(0));
        }
        return () -> {
            try (Scope call = Scope.withoutGradient()) {
                model.cell().recall(query, vectors, keys);
            }
        };
    }

    /** Several segments of a document: summaries, recall, passes, and all between. */
    private Runnable reading() {
        int[] text = new Random(1)
                .ints((long) SEGMENTS * model.config().segmentTokens(), 0, shape.vocabulary)
                .toArray();
        return () -> {
            try (DocumentMemory memory = model.newMemory()) {
                model.read(memory, text);
            }
        };
    }

    private void decoding(int past) {
        try (KeyValueCache cache = backbone.newCache(1, past + 1)) {
            try (Scope scope = Scope.withoutGradient()) {
                backbone.forward(Tensors.normal(1, 1, past, shape.width), cache);
            }
            tell("a decoded token", 1, costs.decoded(past), () -> {
                try (Scope step = Scope.withoutGradient()) {
                    cache.truncate(past);
                    Tensor hidden = backbone.forward(Tensors.normal(1, 1, 1, shape.width), cache);
                    Tensors.toFloats(backbone.logits(hidden));
                }
            });
        }
    }

    private void tell(String step, int rows, Cost cost, Runnable work) {
        tell(step, rows, cost, work, 1);
    }

    /** @param times how often the work does the step */
    private void tell(String step, int rows, Cost cost, Runnable work, int times) {
        double seconds = ComputedTime.of(work) / times;
        double floor = cost.floor(peaks);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %,.1f | %,.1f | %.3f | %.3f | %.2f |%n",
                step,
                rows,
                cost.operations() / 1e6,
                cost.bytes() / 1e6,
                floor * 1e3,
                seconds * 1e3,
                seconds / floor);
    }
}
