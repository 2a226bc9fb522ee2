package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutocastTest {

    private static final float JUST_OVER_ONE = 1.001f; // 1 in bfloat16

    @BeforeEach
    void seed() {
        Engine.seed(1);
    }

    @Test
    void productsAreThoseOfRoundedNumbers() {
        try (Scope scope = Scope.withoutGradient();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Tensor input = Tensors.normal(1, 3, 8);
            Tensor weight = Tensors.normal(1, 5, 8);
            Tensor bias = Tensors.normal(1, 5);
            Tensor product = Autocast.linear(input, weight, bias);
            assertThat(DType.of(product)).isEqualTo(DType.BFLOAT16);
            assertThat(product.equal(Ops.linear(rounded(input), rounded(weight), rounded(bias))))
                    .isTrue();
        }
    }

    @Test
    void inFloat32ItChangesNothing() {
        try (Scope scope = Scope.withoutGradient();
                Autocast outer = Autocast.open(DType.BFLOAT16);
                Autocast inner = Autocast.open(DType.FLOAT32)) {
            Tensor input = Tensors.normal(1, 3, 8);
            Tensor weight = Tensors.normal(1, 5, 8);
            assertThat(Autocast.isOn()).isFalse();
            assertThat(Autocast.linear(input, weight, null).equal(Ops.linear(input, weight, null)))
                    .isTrue();
        }
    }

    @Test
    void itEndsWhereItIsClosedAndIsTheThreadsOwn() throws InterruptedException {
        AtomicReference<Boolean> elsewhere = new AtomicReference<>();
        try (Autocast outer = Autocast.open(DType.BFLOAT16)) {
            try (Autocast inner = Autocast.open(DType.FLOAT32)) {
                assertThat(Autocast.isOn()).isFalse();
            }
            assertThat(Autocast.isOn()).isTrue();
            Thread other = new Thread(() -> elsewhere.set(Autocast.isOn()));
            other.start();
            other.join();
        }
        assertThat(Autocast.isOn()).isFalse();
        assertThat(elsewhere).hasValue(false);
    }

    @Test
    void gradientsOfAllPassesAddUpInTheWeightsOwnFormat() {
        try (Scope scope = Scope.open();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Tensor weight = Tensors.floats(new float[] {JUST_OVER_ONE, 2}, 1, 2).set_requires_grad(true);
            for (int pass = 1; pass <= 3; pass++) {
                try (Scope inner = Scope.open()) {
                    Tensor input = Tensors.floats(new float[] {3, pass}, 1, 2);
                    Autocast.linear(input, weight, null).sum().backward();
                }
            }
            assertThat(DType.of(weight.grad())).isEqualTo(DType.FLOAT32);
            assertThat(Tensors.toFloats(weight.grad())).containsExactly(9, 6);
        }
    }

    @Test
    void aWeightRoundedWithoutGradientHasOneInTheNextPass() {
        try (Scope scope = Scope.open();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Tensor weight = Tensors.normal(1, 4, 4).set_requires_grad(true);
            Tensor input = Tensors.normal(1, 2, 4);
            try (Scope first = Scope.withoutGradient()) {
                assertThat(Autocast.linear(input, weight, null).requires_grad()).isFalse();
            }
            Autocast.linear(input, weight, null).sum().backward();
            assertThat(weight.grad().defined()).isTrue();
        }
    }

    @Test
    void anInputThatWasWrittenOverIsRoundedAgain() {
        try (Scope scope = Scope.withoutGradient();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Tensor input = Tensors.floats(new float[] {1}, 1, 1);
            Tensor weight = Tensors.floats(new float[] {1}, 1, 1);
            assertThat(Autocast.linear(input, weight, null).item_float()).isEqualTo(1);
            input.mul_(new Scalar(4.0));
            assertThat(Autocast.linear(input, weight, null).item_float()).isEqualTo(4);
        }
    }

    @Test
    void anInputRoundedInAScopeThatIsClosedIsRoundedAgain() {
        try (Scope scope = Scope.withoutGradient();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Tensor input = Tensors.floats(new float[] {3}, 1, 1);
            Tensor weight = Tensors.floats(new float[] {1}, 1, 1);
            try (Scope inner = Scope.open()) {
                Autocast.linear(input, weight, null);
            }
            assertThat(Autocast.linear(input, weight, null).item_float()).isEqualTo(3);
        }
    }

    @Test
    void aWeightIsRoundedAnewWhenItIsOpenedAgain() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor input = Tensors.floats(new float[] {1}, 1, 1);
            Tensor weight = Tensors.floats(new float[] {1}, 1, 1);
            for (int step = 1; step <= 2; step++) {
                weight.fill_(new Scalar((double) step));
                try (Autocast autocast = Autocast.open(DType.BFLOAT16)) {
                    assertThat(Autocast.linear(input, weight, null).item_float())
                            .isEqualTo(step);
                }
            }
        }
    }

    @Test
    void sumsOfResidualsStayFloat32() {
        try (Scope scope = Scope.withoutGradient();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Tensor product = rounded(Tensors.floats(new float[] {1}, 1));
            Tensor residual = Tensors.floats(new float[] {0.001f}, 1);
            Tensor sum = Ops.addInto(product, residual);
            assertThat(DType.of(sum)).isEqualTo(DType.FLOAT32);
            assertThat(sum.item_float()).isCloseTo(JUST_OVER_ONE, within(1e-6f));
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (Scope scope = Scope.open()) {
            Tensor weight = Tensors.normal(1, 4, 4).set_requires_grad(true);
            Tensor input = Tensors.normal(1, 2, 4);
            product(input, weight);
            long before = Engine.liveObjects();
            product(input, weight);
            assertThat(Engine.liveObjects()).isEqualTo(before);
        }
    }

    @Test
    void otherFormatsAreRefused() {
        assertThatThrownBy(() -> Autocast.open(DType.INT8)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void product(Tensor input, Tensor weight) {
        try (Scope scope = Scope.open();
                Autocast autocast = Autocast.open(DType.BFLOAT16)) {
            Autocast.linear(input, weight, null);
        }
    }

    private static Tensor rounded(Tensor tensor) {
        return Tensors.as(tensor, DType.BFLOAT16);
    }
}
