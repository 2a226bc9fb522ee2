package io.hmt4j.backbone.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.tensor.Int8Rows;
import io.hmt4j.tensor.MatrixProduct;
import io.hmt4j.tensor.QuantizedMatrix;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackingTest {

    private static final int ROWS = 48;

    private final Scope scope = Scope.withoutGradient();
    private final Packing packing = new Packing();
    private final AtomicInteger read = new AtomicInteger();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void manyMatricesAtOnceGiveWhatEachGivesByItself() {
        Tensor input = Tensors.normal(1, 3, 64);
        List<Int8Rows> matrices = new ArrayList<>();
        List<MatrixProduct> products = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            matrices.add(Int8Rows.quantize(Tensors.normal(1, ROWS, 64)));
            products.add(packing.begin(List.of(matrices.get(i)), read::incrementAndGet));
        }
        packing.await();

        assertThat(read).hasValue(20);
        for (int i = 0; i < 20; i++) {
            try (MatrixProduct beside = products.get(i);
                    MatrixProduct alone = matrices.get(i).pack()) {
                assertThat(Tensors.toFloats(beside.apply(input))).isEqualTo(Tensors.toFloats(alone.apply(input)));
            }
        }
    }

    @Test
    void aProductWaitsUntilItIsPacked() {
        Tensor input = Tensors.normal(1, 1, 64);
        try (MatrixProduct product = packing.begin(List.of(Int8Rows.quantize(Tensors.normal(1, ROWS, 64))), () -> {})) {
            assertThat(product.apply(input).shape()).containsExactly(1, ROWS);
        }
    }

    @Test
    void aFailureIsToldByTheWaitAndLeavesNothingToClose() {
        List<QuantizedMatrix> unequal =
                List.of(Int8Rows.quantize(Tensors.normal(1, ROWS, 64)), Int8Rows.quantize(Tensors.normal(1, ROWS, 32)));
        MatrixProduct product = packing.begin(unequal, read::incrementAndGet);

        assertThatThrownBy(packing::await).isInstanceOf(IllegalArgumentException.class);
        assertThat(read).hasValue(1);
        product.close();
    }
}
