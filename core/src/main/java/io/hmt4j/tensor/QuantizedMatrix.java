package io.hmt4j.tensor;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** A matrix (out, in) held as small integers with scales, as a file holds it: not yet in the order that products want. */
public sealed interface QuantizedMatrix permits Int8Rows, Int4Groups {

    /** Number of rows, the width of what a product with it gives. */
    long rows();

    /** Number of columns, the width of a product's input. */
    long columns();

    /** The tensors it consists of, by what a file calls them behind the matrix's name. */
    Map<String, Tensor> parts();

    /** Packs the matrix for products, as a copy. The caller closes it. */
    default MatrixProduct pack() {
        return pack(List.of(this));
    }

    /** The matrix in float32, (out, in), in the current scope. */
    Tensor dequantized();

    /**
     * Packs several matrices for products, as one: one below the other, and as a copy. The caller closes it. Runs on the
     * calling thread alone.
     *
     * @param matrices of one kind, with equally many columns; at least one
     */
    static MatrixProduct pack(List<? extends QuantizedMatrix> matrices) {
        try (ThreadLimit limit = ThreadLimit.one()) {
            return matrices.get(0) instanceof Int8Rows
                    ? Int8Product.pack(
                            matrices.stream().map(Int8Rows.class::cast).toList())
                    : Int4Product.pack(Int4Groups.join(
                            matrices.stream().map(Int4Groups.class::cast).toList()));
        }
    }
}
