package io.hmt4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ScopeTest {

    @Test
    void freesWhatWasMadeInside() {
        long before = liveAfterWarmUp();
        try (Scope scope = Scope.open()) {
            Tensors.zeros(DType.FLOAT32, ComputeDevice.CPU, 100, 100);
            assertThat(Engine.liveObjects()).isGreaterThan(before);
        }
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(before);
    }

    @Test
    void movesWhatIsKeptToTheEnclosingScope() {
        long before = liveAfterWarmUp();
        try (Scope outer = Scope.open()) {
            Tensor kept;
            try (Scope inner = Scope.withoutGradient()) {
                Tensor made = Tensors.floats(new float[] {1, 2, 3}, 3);
                kept = inner.keep(Ops.scale(made, 2));
            }
            assertThat(Tensors.toFloats(kept)).containsExactly(2, 4, 6);
        }
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(before);
    }

    @Test
    void whatIsOwnedLivesUntilItIsFreed() {
        long before = liveAfterWarmUp();
        Tensor owned;
        try (Scope scope = Scope.open()) {
            owned = Scope.own(Tensors.floats(new float[] {7}, 1));
        }
        assertThat(Tensors.toFloats(owned)).containsExactly(7);

        Scope.free(owned);
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(before);
    }

    @Test
    void recordsNoGradientWhereNoneIsAsked() {
        try (Scope outer = Scope.open()) {
            Tensor leaf = Tensors.floats(new float[] {3}, 1).set_requires_grad(true);
            try (Scope inner = Scope.withoutGradient()) {
                assertThat(leaf.mul(leaf).requires_grad()).isFalse();
            }
            assertThat(leaf.mul(leaf).requires_grad()).isTrue();
        }
    }

    private static long liveAfterWarmUp() {
        try (Scope scope = Scope.withoutGradient()) {
            Tensors.toFloats(Ops.scale(Tensors.floats(new float[] {1}, 1), 1));
        }
        System.gc();
        return Engine.liveObjects();
    }
}
