package io.hmt4j.tensor;

import org.bytedeco.pytorch.Tensor;

/** Products with one quantized matrix, x W^T. Safe for several threads; without gradient. */
public interface MatrixProduct extends AutoCloseable {

    /**
     * Multiplies. Rows of the input do not know of each other: none changes the scale of another. A row among others
     * gives what it gives alone but for rounding; in int8 an element between two integers may go to the other one.
     *
     * @param input (..., in), float32
     * @return (..., out), float32, in the current scope, and nobody else's
     * @throws io.hmt4j.InputException if a gradient is asked for
     */
    Tensor apply(Tensor input);

    @Override
    void close();
}
