package io.hmt4j.backbone.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupedAttentionTest {

    private static final double SCALE = 0.3;

    @Test
    void causalBlocksGiveWhatTheEnginesKernelGives() {
        for (int[] shape : new int[][] {{1, 6, 2, 250}, {3, 4, 4, 96}, {2, 4, 1, 97}, {1, 2, 2, 5}}) {
            try (Scope scope = Scope.withoutGradient()) {
                Tensor query = heads(shape[0], shape[1], shape[3], 1);
                Tensor keys = heads(shape[0], shape[2], shape[3], 2);
                Tensor values = heads(shape[0], shape[2], shape[3], 3);
                float[] expected = Tensors.toFloats(Ops.attention(query, keys, values, null, true, SCALE));
                assertThat(Tensors.toFloats(
                                new GroupedAttention(shape[3], DType.FLOAT32).attendCausal(query, keys, values, SCALE)))
                        .containsExactly(expected, within(1e-5f));
                assertThat(Tensors.toFloats(new GroupedAttention(shape[3], DType.BFLOAT16)
                                .attendCausal(query, keys, values, SCALE)))
                        .containsExactly(expected, within(5e-2f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-5", "BFLOAT16, 0.02"})
    void causalBlocksHaveTheGradientsOfTheEnginesKernel(DType products, double tolerance) {
        for (int[] shape : new int[][] {{1, 6, 2, 250}, {2, 4, 4, 96}, {2, 4, 1, 97}, {1, 2, 2, 5}}) {
            try (Scope scope = Scope.open()) {
                Tensor[] inputs = {
                    heads(shape[0], shape[1], shape[3], 1),
                    heads(shape[0], shape[2], shape[3], 2),
                    heads(shape[0], shape[2], shape[3], 3)
                };
                Tensor weights = heads(shape[0], shape[1], shape[3], 4);
                for (Tensor input : inputs) {
                    input.set_requires_grad(true);
                }
                GroupedAttention blocks = new GroupedAttention(shape[3], products);
                Tensor[] expected = gradients(
                        Ops.attention(inputs[0], inputs[1], inputs[2], null, true, SCALE)
                                .mul(weights),
                        inputs);
                Tensor[] found = gradients(
                        blocks.attendCausal(inputs[0], inputs[1], inputs[2], SCALE)
                                .mul(weights),
                        inputs);
                for (int i = 0; i < inputs.length; i++) {
                    double off = found[i].sub(expected[i]).norm().item_double();
                    assertThat(off / expected[i].norm().item_double()).isLessThan(tolerance);
                }
            }
        }
    }

    @Test
    void onePositionSeesAllKeys() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor query = heads(2, 6, 1, 1);
            Tensor keys = heads(2, 3, 40, 2).narrow(2, 0, 33); // as a cache gives them
            Tensor values = heads(2, 3, 40, 3).narrow(2, 0, 33);
            float[] expected = Tensors.toFloats(Ops.attention(query, keys, values, null, false, SCALE));
            assertThat(Tensors.toFloats(GroupedAttention.attendOne(query, keys, values, SCALE)))
                    .containsExactly(expected, within(1e-5f));
        }
    }

    /** They are taken away from the inputs. */
    private static Tensor[] gradients(Tensor output, Tensor... inputs) {
        output.sum().backward();
        Tensor[] gradients = new Tensor[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            gradients[i] = inputs[i].grad().clone();
            inputs[i].grad().zero_();
        }
        return gradients;
    }

    /** (B, heads, T, 16), laid out as projections leave it. */
    private static Tensor heads(int batch, int heads, int positions, int seed) {
        Engine.seed(seed);
        return Tensors.normal(1, batch, positions, heads, 16).transpose(1, 2);
    }
}
