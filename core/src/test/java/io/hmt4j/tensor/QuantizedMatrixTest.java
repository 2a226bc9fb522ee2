package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuantizedMatrixTest {

    private static final int ROWS = 48;
    private static final int COLUMNS = 96;

    private final Scope scope = Scope.withoutGradient();
    private final Tensor weight = seeded(0.3, ROWS, COLUMNS);
    private final Tensor input = seeded(1, 5, COLUMNS);

    @BeforeEach
    void rowsOfUnlikeSize() {
        weight.select(0, 3).mul_(new Scalar(100.0));
        weight.select(0, 4).zero_();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void eightBitsAreWithinHalfAStepOfTheWeight() {
        Int8Rows matrix = Int8Rows.quantize(weight);
        Tensor steps =
                matrix.dequantized().sub(weight).abs().div(matrix.scales().unsqueeze(1));

        assertThat(largest(steps)).isBetween(0.3f, 0.5001f);
    }

    @Test
    void fourBitsAreWithinHalfAStepOfTheWeightAndTheRoundingOfItsGrid() {
        Int4Groups matrix = Int4Groups.quantize(weight);
        Tensor steps = Tensors.as(matrix.scalesAndOffsets().select(2, 0), DType.FLOAT32)
                .t()
                .unsqueeze(2); // (R, groups, 1)
        Tensor errors = matrix.dequantized().sub(weight).abs().view(ROWS, 3, 32).div(steps);

        assertThat(largest(errors)).isBetween(0.3f, 0.6f);
    }

    @Test
    void aLargeMatrixIsQuantizedInBlocksAsInOne() {
        Tensor large = seeded(1, 3000, 1024);
        Int8Rows all = Int8Rows.quantize(large);
        Int8Rows some = Int8Rows.quantize(large.narrow(0, 2500, 7));

        assertThat(all.values().narrow(0, 2500, 7).equal(some.values())).isTrue();
        assertThat(all.scales().narrow(0, 2500, 7).equal(some.scales())).isTrue();
    }

    @Test
    void anInt8ProductIsThatOfTheIntegers() {
        Int8Rows matrix = Int8Rows.quantize(weight);
        Tensor largest = input.abs().amax(new long[] {1}, true);
        double levels = Cpu.has("AVX-512 VNNI") ? 127 : 63;
        Tensor integers = input.div(largest).mul(new Scalar(levels)).round();
        Tensor expected =
                Ops.linear(integers, matrix.dequantized(), null).mul(largest).div(new Scalar(levels));
        try (MatrixProduct product = matrix.pack()) {
            assertThat(difference(product.apply(input), expected)).isLessThan(1e-5);
            assertThat(difference(product.apply(input), Ops.linear(input, weight, null)))
                    .isBetween(1e-4, 0.02);
        }
    }

    @Test
    void anInt4ProductIsThatOfItsWeights() {
        Int4Groups matrix = Int4Groups.quantize(weight);
        Tensor expected = Ops.linear(input, matrix.dequantized(), null);
        try (MatrixProduct product = matrix.pack()) {
            assertThat(difference(product.apply(input), expected)).isLessThan(0.01);
            assertThat(product.apply(input.view(1, 5, COLUMNS)).shape()).containsExactly(1, 5, ROWS);
        }
    }

    @Test
    void aRowGivesTheSameAmongOthersWhateverTheyAre() {
        input.select(0, 2).mul_(new Scalar(1e6));
        input.select(0, 3).zero_();
        for (QuantizedMatrix matrix : List.of(Int8Rows.quantize(weight), Int4Groups.quantize(weight))) {
            try (MatrixProduct product = matrix.pack()) {
                Tensor together = product.apply(input);
                for (int row : new int[] {0, 1, 2, 4}) {
                    Tensor alone = product.apply(input.narrow(0, row, 1));
                    assertThat(difference(together.narrow(0, row, 1), alone)).isLessThan(1e-6);
                }
                assertThat(Tensors.toFloats(together.select(0, 3))).containsOnly(0);
                assertThat(Tensors.toFloats(product.apply(input.narrow(0, 3, 1))))
                        .containsOnly(0);
            }
        }
    }

    @Test
    void joinedMatricesGiveWhatEachGives() {
        Tensor other = seeded(2, ROWS, COLUMNS);
        for (List<QuantizedMatrix> pair : List.of(
                List.<QuantizedMatrix>of(Int8Rows.quantize(weight), Int8Rows.quantize(other)),
                List.<QuantizedMatrix>of(Int4Groups.quantize(weight), Int4Groups.quantize(other)))) {
            try (MatrixProduct both = QuantizedMatrix.pack(pair);
                    MatrixProduct second = pair.get(1).pack()) {
                float[] expected = Tensors.toFloats(second.apply(input));
                assertThat(Tensors.toFloats(both.apply(input).narrow(1, ROWS, ROWS)))
                        .containsExactly(expected, within(1e-4f));
            }
        }
    }

    @Test
    void rowsAreLookedUpAsATableOfEmbeddings() {
        Int8Rows table = Int8Rows.quantize(weight);
        Tensor rows = table.lookup(Tensors.ids(new int[][] {{7, 3}, {0, 7}}, ComputeDevice.CPU));

        assertThat(rows.shape()).containsExactly(2, 2, COLUMNS);
        assertThat(rows.select(0, 0).select(0, 1).equal(table.dequantized().select(0, 3)))
                .isTrue();
    }

    @Test
    void aGradientIsRefused() {
        try (Scope training = Scope.open();
                MatrixProduct product = Int8Rows.quantize(weight).pack()) {
            GradMode.set_enabled(true);
            Tensor trained = seeded(1, 1, COLUMNS).set_requires_grad(true);
            assertThatThrownBy(() -> product.apply(trained))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("quantized weights pass no gradient on");
        }
    }

    @Test
    void fourBitsWantGroupsOf64Or32ColumnsAnd16Rows() {
        assertThat(Int4Groups.fits(48, 96)).isTrue();
        assertThat(Int4Groups.fits(48, 80)).isFalse();
        assertThat(Int4Groups.fits(40, 96)).isFalse();
        assertThat(Int4Groups.group(192)).isEqualTo(64);
        assertThat(Int4Groups.group(96)).isEqualTo(32);
    }

    private static Tensor seeded(double deviation, long... shape) {
        Engine.seed(shape[0] + 7);
        return Tensors.normal(deviation, shape);
    }

    private static float largest(Tensor tensor) {
        return tensor.max().item_float();
    }

    /** Relative difference in the L2 norm. */
    private static double difference(Tensor found, Tensor expected) {
        return found.sub(expected).norm().item_double() / expected.norm().item_double();
    }
}
