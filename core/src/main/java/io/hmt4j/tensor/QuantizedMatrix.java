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
    MatrixProduct pack();

    /** The matrix in float32, (out, in), in the current scope. */
    Tensor dequantized();

    /**
     * One matrix of several, one below the other, in the current scope.
     *
     * @param matrices of one kind, with equally many columns; at least one
     */
    static QuantizedMatrix join(List<? extends QuantizedMatrix> matrices) {
        QuantizedMatrix first = matrices.get(0);
        if (matrices.size() == 1) {
            return first;
        }
        return first instanceof Int8Rows
                ? Int8Rows.join(matrices.stream().map(Int8Rows.class::cast).toList())
                : Int4Groups.join(matrices.stream().map(Int4Groups.class::cast).toList());
    }
}
