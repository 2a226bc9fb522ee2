package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class OpsTest {

    @Test
    void aFirstGradientOfATableIsThatOfALaterOneBitForBit() {
        Engine.seed(1);
        try (Scope scope = Scope.open()) {
            Tensor table = Tensors.normal(1, 6, 5).set_requires_grad(true);
            Tensor weights = Tensors.normal(1, 40, 5);
            int[] ids = new Random(1).ints(40, 0, 3).toArray();
            float[][] gradients = new float[2][];
            for (int step = 0; step < 2; step++) {
                Ops.embedding(table, Tensors.ids(ids, ComputeDevice.CPU))
                        .mul(weights)
                        .sum()
                        .backward();
                gradients[step] = Tensors.toFloats(table.grad());
                table.grad().zero_();
            }
            assertThat(gradients[1]).isEqualTo(gradients[0]);
        }
    }

    @Test
    void gradientsOfATableOfEmbeddingsAddUpAndStayWhole() {
        try (Scope scope = Scope.open()) {
            Tensor table = Tensors.zeros(DType.FLOAT32, ComputeDevice.CPU, 4, 2).set_requires_grad(true);
            for (int pass = 1; pass <= 3; pass++) {
                Tensor twice = Ops.embedding(table, Tensors.ids(new int[] {2, 0, 2}, ComputeDevice.CPU));
                Tensor once = Ops.embedding(table, Tensors.ids(new int[] {3}, ComputeDevice.CPU));
                twice.sum()
                        .add(once.sum())
                        .add(table.sum().mul(new Scalar(10.0)))
                        .backward();
                assertThat(table.grad().is_sparse()).isFalse();
                assertThat(Tensors.toFloats(table.grad()))
                        .containsExactly(
                                11 * pass, 11 * pass, 10 * pass, 10 * pass, 12 * pass, 12 * pass, 11 * pass, 11 * pass);
            }
        }
    }
}
