package io.hmt4j.bench;

import io.hmt4j.tensor.Int4Groups;
import io.hmt4j.tensor.Int8Rows;
import io.hmt4j.tensor.MatrixProduct;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import org.bytedeco.pytorch.Tensor;

/** A product with one random matrix in one format. Owns the matrix until it is closed. */
sealed interface LinearProduct extends AutoCloseable {

    /** A matrix (out, in); where int4 cannot hold it, in int8, as the backbone has it. */
    static LinearProduct random(int out, int in, WeightFormat format) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor weight = Tensors.normal(0.02, out, in);
            return switch (format) {
                case INT8 -> new Packed(in, Int8Rows.quantize(weight).pack());
                case INT4 ->
                    new Packed(
                            in,
                            Int4Groups.fits(out, in)
                                    ? Int4Groups.quantize(weight).pack()
                                    : Int8Rows.quantize(weight).pack());
                default -> new Plain(in, Scope.own(Tensors.as(weight, format.arithmetic())));
            };
        }
    }

    /** Width of its input. */
    int in();

    /** Multiplies and forgets. */
    void multiply(Tensor input);

    @Override
    void close();

    /** In floating point. */
    record Plain(int in, Tensor weight) implements LinearProduct {

        @Override
        public void multiply(Tensor input) {
            try (Scope scope = Scope.withoutGradient()) {
                Ops.linear(input, weight, null);
            }
        }

        @Override
        public void close() {
            Scope.free(weight);
        }
    }

    /** In integers. */
    record Packed(int in, MatrixProduct product) implements LinearProduct {

        @Override
        public void multiply(Tensor input) {
            try (Scope scope = Scope.withoutGradient()) {
                product.apply(input);
            }
        }

        @Override
        public void close() {
            product.close();
        }
    }
}
