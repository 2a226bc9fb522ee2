package io.hmt4j.bench;

import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The floor: the linear products of a backbone alone, with weights of its own in every layer. */
final class MatrixProducts implements AutoCloseable {

    private final Shape shape;
    private final List<Tensor> weights = new ArrayList<>();

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
        }
    }

    private void add(int out, int in) {
        weights.add(Scope.own(Tensors.normal(0.02, out, in)));
    }

    /** Seconds for one pass of rows of inputs through all layers' products; the head where asked. */
    double seconds(int rows, boolean head) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor narrow = Tensors.normal(1, rows, shape.width);
            Tensor wide = Tensors.normal(1, rows, shape.inner);
            Tensor table = head ? Tensors.normal(0.02, shape.vocabulary, shape.width) : null;
            long start = System.nanoTime();
            for (Tensor weight : weights) {
                try (Scope product = Scope.withoutGradient()) {
                    Ops.linear(weight.size(1) == shape.width ? narrow : wide, weight, null);
                }
            }
            if (table != null) {
                Ops.linear(narrow, table, null);
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    @Override
    public void close() {
        weights.forEach(Scope::free);
    }
}
