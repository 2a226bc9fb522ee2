package io.hmt4j.bench;

import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** The floor: the linear products of a backbone alone, with weights of its own in every layer. */
final class MatrixProducts implements AutoCloseable {

    private final Shape shape;
    private final List<Tensor> weights = new ArrayList<>();
    private final Map<List<Integer>, Tensor> inputs = new HashMap<>();
    private final Tensor table;

    MatrixProducts(Shape shape) {
        this.shape = shape;
        int headWidth = shape.width / shape.heads;
        try (Scope scope = Scope.withoutGradient()) {
            for (int layer = 0; layer < shape.layers; layer++) {
                add(shape.width, shape.width); // query
                add(shape.keyHeads * headWidth, shape.width); // key
                add(shape.keyHeads * headWidth, shape.width); // value
                add(shape.width, shape.width); // output
                add(shape.inner, shape.width); // gate
                add(shape.inner, shape.width); // up
                add(shape.width, shape.inner); // down
            }
            table = Scope.own(Tensors.normal(0.02, shape.vocabulary, shape.width));
        }
    }

    private void add(int out, int in) {
        weights.add(Scope.own(Tensors.normal(0.02, out, in)));
    }

    /** Seconds for one pass of rows of inputs through all layers' products; the head where asked. */
    double seconds(int rows, boolean head) {
        Tensor narrow = input(rows, shape.width);
        Tensor wide = input(rows, shape.inner);
        long start = System.nanoTime();
        for (Tensor weight : weights) {
            multiply(weight.size(1) == shape.width ? narrow : wide, weight);
        }
        if (head) {
            multiply(narrow, table);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Runs the causal attention of all layers over rows of positions: its own two products, and the softmax between. */
    void attend(int rows) {
        int headWidth = shape.width / shape.heads;
        for (int layer = 0; layer < shape.layers; layer++) {
            try (Scope scope = Scope.withoutGradient()) {
                Tensor query = input(rows, shape.width).view(1, rows, shape.heads, headWidth);
                Tensor keys = input(rows, shape.keyHeads * headWidth).view(1, rows, shape.keyHeads, headWidth);
                Tensor key = keys.transpose(1, 2);
                Ops.attention(query.transpose(1, 2), key, key, null, true, 1 / Math.sqrt(headWidth));
            }
        }
    }

    private static void multiply(Tensor input, Tensor weight) {
        try (Scope scope = Scope.withoutGradient()) {
            Ops.linear(input, weight, null);
        }
    }

    private Tensor input(int rows, int width) {
        return inputs.computeIfAbsent(List.of(rows, width), size -> {
            try (Scope scope = Scope.withoutGradient()) {
                return Scope.own(Tensors.normal(1, rows, width));
            }
        });
    }

    @Override
    public void close() {
        weights.forEach(Scope::free);
        inputs.values().forEach(Scope::free);
        Scope.free(table);
    }
}
