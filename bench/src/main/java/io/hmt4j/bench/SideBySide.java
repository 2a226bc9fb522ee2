package io.hmt4j.bench;

import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.WeightFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Documents read side by side, as rows of a batch, against one: tokens per second, and the same for the matrix products of
 * their passes alone, which says what a batch could bring.
 *
 * <p>Arguments: shape, segment tokens, weights ({@code f32}, {@code int8}, ...), segments of each document, rounds, then numbers of
 * documents. All numbers take turns
 * in each round; the figures are medians of the rounds, in computed time too, since these machines are shared.
 */
public final class SideBySide {

    private final Shape shape;
    private final HmtModel model;
    private final MatrixProducts products;
    private final int segments;

    private SideBySide(Shape shape, int segmentTokens, WeightFormat format, int segments) {
        this.shape = shape;
        this.model = shape.model(segmentTokens, format);
        this.products = new MatrixProducts(shape, format);
        this.segments = segments;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        Shape shape = Shape.parse(arguments[0]);
        int segmentTokens = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[4]);
        int[] rows =
                Arrays.stream(arguments).skip(5).mapToInt(Integer::parseInt).toArray();
        WeightFormat format = WeightFormat.parse(arguments[2], "weights");
        SideBySide benchmark = new SideBySide(shape, segmentTokens, format, Integer.parseInt(arguments[3]));
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %s, %d threads, %d segments of %d tokens a document, medians of %d rounds%n",
                shape.label(),
                format.flag(),
                Engine.blas(),
                Engine.threads(),
                benchmark.segments,
                segmentTokens,
                rounds);
        benchmark.measure(rows, rounds);
    }

    private void measure(int[] rows, int rounds) {
        read(1);
        double[][][] seconds = new double[rows.length][4][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < rows.length; i++) {
                int count = rows[i];
                Clocks reading = new Clocks();
                Clocks floor = new Clocks();
                reading.add(() -> read(count));
                floor.add(() -> products(count));
                double[] figures = {reading.wall(), reading.computed(), floor.wall(), floor.computed()};
                for (int figure = 0; figure < figures.length; figure++) {
                    seconds[i][figure][round] = figures[figure] / count;
                }
            }
        }
        System.out.println("| documents | tokens/s | tokens a computed second | products alone, tokens/s"
                + " | products, tokens a computed second | reading / products, computed |");
        System.out.println("|---|---|---|---|---|---|");
        for (int i = 0; i < rows.length; i++) {
            double tokens = (double) segments * model.config().segmentTokens();
            double[] median = Arrays.stream(seconds[i]).mapToDouble(Median::of).toArray();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %.0f | %.0f | %.2f |%n",
                    rows[i],
                    tokens / median[0],
                    tokens / median[1],
                    tokens / median[2],
                    tokens / median[3],
                    median[1] / median[3]);
        }
    }

    private void read(int count) {
        List<DocumentMemory> memories = new ArrayList<>();
        int[] text = new Random(1)
                .ints((long) segments * model.config().segmentTokens(), 0, shape.vocabulary)
                .toArray();
        for (int row = 0; row < count; row++) {
            memories.add(model.newMemory());
        }
        model.read(memories, Collections.nCopies(count, text), ReadListener.SILENT);
        memories.forEach(DocumentMemory::close);
    }

    /** The products of the same passes: of so many rows, one below the other. */
    private void products(int count) {
        HmtConfig config = model.config();
        int own = config.segmentTokens() + config.sensoryTokens() + 2 * config.memoryVectors();
        for (int segment = 0; segment < segments; segment++) {
            products.seconds(count * own, false);
            products.seconds(count * (config.summaryTokens() + 2), false);
        }
    }
}
