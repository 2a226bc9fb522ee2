package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the engine's own attention in float32, for less than a block of queries, whole blocks, and a rest. */
class Bfloat16AttentionTest {

    private static final double SCALE = 0.3;
    private static final double TOLERANCE = 0.02; // relative L2; bfloat16 rounds by up to 0.004

    @ParameterizedTest
    @CsvSource({"1, 4, 4, 7", "2, 4, 2, 128", "2, 6, 2, 300", "1, 3, 1, 513"})
    void hasTheResultsAndGradientsOfFloat32(long batch, long heads, long groups, long tokens) {
        Engine.seed(1);
        try (Scope scope = Scope.open()) {
            Tensor query = leaf(batch, heads, tokens);
            Tensor key = leaf(batch, groups, tokens);
            Tensor value = leaf(batch, groups, tokens);
            Tensor weights = Tensors.normal(1, batch, heads, tokens, 16);

            Tensor expected = Ops.attention(query, key, value, null, true, SCALE);
            expected.mul(weights).sum().backward();
            Tensor[] gradients = take(query, key, value);

            Tensor found = Bfloat16Attention.causal(rounded(query), rounded(key), rounded(value), SCALE);
            found.mul(weights).sum().backward();

            assertThat(DType.of(found)).isEqualTo(DType.BFLOAT16);
            assertThat(distance(found, expected)).isLessThan(TOLERANCE);
            Tensor[] others = take(query, key, value);
            for (int i = 0; i < gradients.length; i++) {
                assertThat(distance(others[i], gradients[i])).isLessThan(TOLERANCE);
            }
        }
    }

    private static Tensor leaf(long batch, long heads, long tokens) {
        return Tensors.normal(1, batch, heads, tokens, 16).set_requires_grad(true);
    }

    private static Tensor rounded(Tensor tensor) {
        return Tensors.as(tensor, DType.BFLOAT16);
    }

    private static Tensor[] take(Tensor... leaves) {
        Tensor[] gradients = new Tensor[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            gradients[i] = leaves[i].grad().clone();
            leaves[i].grad().zero_();
        }
        return gradients;
    }

    private static double distance(Tensor found, Tensor expected) {
        Tensor difference = found.detach().sub(expected.detach());
        return difference.norm().item_double() / expected.detach().norm().item_double();
    }
}
