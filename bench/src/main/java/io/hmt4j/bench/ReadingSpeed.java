package io.hmt4j.bench;

import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.WeightFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Reading and decoding, tokens per second, against the matrix products of the backbone alone in the same format.
 *
 * <p>Arguments: shape, segment tokens, format of the weights, then lengths to read. The floor is measured beside each length, in turns with the
 * reading, since these machines are shared.
 */
public final class ReadingSpeed {

    private static final int DECODED = 48;

    private final Shape shape;
    private final HmtModel model;
    private final MatrixProducts products;

    private ReadingSpeed(Shape shape, int segmentTokens, WeightFormat format) {
        this.shape = shape;
        this.model = shape.model(segmentTokens, format);
        this.products = new MatrixProducts(shape, format);
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        Shape shape = Shape.parse(arguments[0]);
        WeightFormat format = WeightFormat.parse(arguments[2], "weights");
        ReadingSpeed benchmark = new ReadingSpeed(shape, Integer.parseInt(arguments[1]), format);
        System.out.printf(
                Locale.ROOT,
                "%s, %s, %s, %d threads, segments of %d tokens%n",
                shape.label(),
                format.flag(),
                Engine.blas(),
                Engine.threads(),
                benchmark.model.config().segmentTokens());
        System.out.println(
                "| read | tokens/s | products alone, tokens/s | ratio | ratio of computed time | the same with attention's products | decode tokens/s | products alone | ratio |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        benchmark.measure(1024, false);
        IntStream.range(3, arguments.length).forEach(i -> benchmark.measure(Integer.parseInt(arguments[i]), true));
    }

    private void measure(int length, boolean shown) {
        try (DocumentMemory memory = model.newMemory()) {
            int[] text = new Random(1).ints(length, 0, shape.vocabulary).toArray();
            HmtConfig config = model.config();
            int chunk = 8 * config.segmentTokens();
            Clocks reading = new Clocks();
            Clocks floor = new Clocks();
            Clocks attention = new Clocks();
            for (int from = 0; from < length; from += chunk) {
                int[] part = Arrays.copyOfRange(text, from, Math.min(length, from + chunk));
                long before = memory.segments();
                reading.add(() -> model.read(memory, part));
                int segments = Math.toIntExact(memory.segments() - before);
                floor.add(() -> products(segments));
                attention.add(() -> attention(segments));
            }
            double decoding = decodeSecondsPerToken(memory);
            double decodingFloor = Median.of(IntStream.range(0, 9)
                    .mapToDouble(i -> products.seconds(1, true))
                    .toArray());
            if (shown) {
                long read = memory.segments() * config.segmentTokens();
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %.0f | %.0f | %.2f | %.2f | %.2f | %.1f | %.1f | %.2f |%n",
                        length,
                        read / reading.wall(),
                        read / floor.wall(),
                        reading.wall() / floor.wall(),
                        reading.computed() / floor.computed(),
                        reading.computed() / (floor.computed() + attention.computed()),
                        1 / decoding,
                        1 / decodingFloor,
                        decoding / decodingFloor);
            }
        }
    }

    /** The linear products of so many segments: each with all that goes along, and its summary. */
    private void products(int segments) {
        for (int segment = 0; segment < segments; segment++) {
            products.seconds(segmentRows(), false);
            products.seconds(summaryRows(), false);
        }
    }

    private void attention(int segments) {
        for (int segment = 0; segment < segments; segment++) {
            products.attend(segmentRows());
            products.attend(summaryRows());
        }
    }

    private int segmentRows() {
        HmtConfig config = model.config();
        return config.segmentTokens() + config.sensoryTokens() + 2 * config.memoryVectors();
    }

    private int summaryRows() {
        return model.config().summaryTokens() + 2;
    }

    private double decodeSecondsPerToken(DocumentMemory memory) {
        int[] prompt = {1, 2, 3};
        long[] at = new long[DECODED];
        int[] count = {0};
        model.generate(memory, prompt, GenerationOptions.greedy(DECODED), new GenerationListener() {
            @Override
            public void token(int id) {
                at[count[0]++] = System.nanoTime();
            }
        });
        double[] steps = IntStream.range(1, DECODED)
                .mapToDouble(i -> (at[i] - at[i - 1]) / 1e9)
                .toArray();
        return Median.of(steps);
    }
}
