package io.hmt4j.bench;

import io.hmt4j.data.Document;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Peak resident memory and speed of back-propagation through a number of segments, all parameters trained: run it once a
 * depth and a way, each in a process of its own. Arguments: shape, segment tokens, segments, documents, exact or plain,
 * threads, and if wanted the number format of products, float32 or bfloat16. Plain keeps the graph of the whole document;
 * exact is what hmt trains with.
 */
public final class TrainingDepth {

    private static final int REPEATS = 3;

    private TrainingDepth() {}

    /** Runs the benchmark. */
    public static void main(String[] arguments) {
        Shape shape = Shape.parse(arguments[0]);
        int segmentTokens = Integer.parseInt(arguments[1]);
        int segments = Integer.parseInt(arguments[2]);
        boolean exact = arguments[4].equals("exact");
        DType products = arguments.length > 6 ? DType.parseFloat(arguments[6], "precision") : DType.FLOAT32;
        Engine.setThreads(Integer.parseInt(arguments[5]));
        List<Document> documents = documents(shape, segmentTokens * segments, Integer.parseInt(arguments[3]));
        try (HmtModel model = shape.model(segmentTokens)) {
            model.backbone().parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
            model.parameters().byName().values().forEach(tensor -> tensor.set_requires_grad(true));
            BackwardPass pass = new BackwardPass(model, documents, products);
            pass.run(exact);
            Clocks clocks = new Clocks();
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                clocks.add(() -> pass.run(exact));
            }
            double tokens = (double) REPEATS * documents.size() * segmentTokens * segments;
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d segments of %d tokens, %s: %.0f tokens/s, %.0f a computed second, peak %.1f MiB%n",
                    shape.label(),
                    segments,
                    segmentTokens,
                    exact ? "exact" : "plain",
                    tokens / clocks.wall(),
                    tokens / clocks.computed(),
                    Engine.peakResidentBytes() / 1048576.0);
        }
    }

    private static List<Document> documents(Shape shape, int tokens, int count) {
        Random random = new Random(1);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(Document.plain(
                    "random " + i, random.ints(tokens, 0, shape.vocabulary).toArray()));
        }
        return documents;
    }
}
