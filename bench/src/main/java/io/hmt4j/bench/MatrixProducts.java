package io.hmt4j.bench;

import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** The floor: the linear products of a backbone alone, with weights of its own in every layer, in one format. */
final class MatrixProducts implements AutoCloseable {

    private final Shape shape;
    private final WeightFormat format;
    private final List<LinearProduct> layers = new ArrayList<>();
    private final LinearProduct head;
    private final Map<List<Integer>, Tensor> inputs = new HashMap<>();

    MatrixProducts(Shape shape, WeightFormat format) {
        this.shape = shape;
        this.format = format;
        int headWidth = shape.width / shape.heads;
        for (int layer = 0; layer < shape.layers; layer++) {
            add(shape.width, shape.width); // query
            add(shape.keyHeads * headWidth, shape.width); // key
            add(shape.keyHeads * headWidth, shape.width); // value
            add(shape.width, shape.width); // output
            add(shape.inner, shape.width); // gate
            add(shape.inner, shape.width); // up
            add(shape.width, shape.inner); // down
        }
        // int4 keeps the head in int8, as the backbone does
        head = LinearProduct.random(
                shape.vocabulary, shape.width, format == WeightFormat.INT4 ? WeightFormat.INT8 : format);
    }

    private void add(int out, int in) {
        layers.add(LinearProduct.random(out, in, format));
    }

    /** Seconds for one pass of rows of inputs through all layers' products; the head where asked. */
    double seconds(int rows, boolean withHead) {
        long start = System.nanoTime();
        for (LinearProduct product : layers) {
            product.multiply(input(rows, product.in()));
        }
        if (withHead) {
            head.multiply(input(rows, head.in()));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Runs the causal attention of all layers over rows of positions, as a pass with weights in the format does: its own two
     * products, and the softmax between.
     */
    void attend(int rows) {
        int headWidth = shape.width / shape.heads;
        for (int layer = 0; layer < shape.layers; layer++) {
            try (Scope scope = Scope.withoutGradient()) {
                CausalAttention attention = new CausalAttention(
                        0, rows, Set.of(CausalAttention.UNLIMITED), format.attentionProducts(), ComputeDevice.CPU);
                Tensor query = input(rows, shape.width).view(1, rows, shape.heads, headWidth);
                Tensor keys = input(rows, shape.keyHeads * headWidth).view(1, rows, shape.keyHeads, headWidth);
                Tensor key = keys.transpose(1, 2);
                attention.attend(query.transpose(1, 2), key, key, CausalAttention.UNLIMITED);
            }
        }
    }

    private Tensor input(int rows, int width) {
        return inputs.computeIfAbsent(List.of(rows, width), size -> {
            try (Scope scope = Scope.withoutGradient()) {
                return Scope.own(Tensors.as(Tensors.normal(1, rows, width), format.arithmetic()));
            }
        });
    }

    @Override
    public void close() {
        layers.forEach(LinearProduct::close);
        head.close();
        inputs.values().forEach(Scope::free);
    }
}
