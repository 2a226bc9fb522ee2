package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Models of float32 weights whose products are computed in bfloat16. */
class MixedPrecisionTest {

    private static final double NEAR = 0.04; // relative L2 over three layers; a product rounds by up to 0.004

    @TestFactory
    Stream<DynamicTest> everyKindOfModelIsNearFloat32WithAndWithoutGradient() {
        return TinyModels.everyKind().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> compare(kind.getValue())));
    }

    private static void compare(ObjectNode config) {
        try (Scope scope = Scope.open();
                Backbone backbone = TinyModels.random(config)) {
            backbone.parameters().values().forEach(weight -> weight.set_requires_grad(true));
            Tensor exact = hidden(backbone).detach();
            Tensor exactGradient = gradient(backbone);

            try (Autocast autocast = Autocast.open(DType.BFLOAT16)) {
                Tensor recorded = hidden(backbone);
                assertThat(DType.of(recorded)).isEqualTo(DType.FLOAT32);
                assertThat(distance(recorded.detach(), exact)).isBetween(1e-6, NEAR);
                assertThat(distance(withoutGradient(backbone), exact)).isBetween(1e-6, NEAR);
                assertThat(distance(gradient(backbone), exactGradient)).isLessThan(2 * NEAR);
            }
        }
    }

    private static Tensor hidden(Backbone backbone) {
        return backbone.forward(backbone.embed(TinyModels.ids(8, 2, 23)), null);
    }

    private static Tensor withoutGradient(Backbone backbone) {
        try (Scope scope = Scope.withoutGradient()) {
            return scope.keep(hidden(backbone));
        }
    }

    /** Gradients of all weights for the mean squared logit, as one row; they are taken away. */
    private static Tensor gradient(Backbone backbone) {
        Tensor logits = backbone.logits(hidden(backbone));
        Tensor wide = Tensors.as(logits, DType.FLOAT32);
        wide.mul(wide).mean().backward();
        Tensor[] gradients = backbone.parameters().values().stream()
                .map(weight -> {
                    assertThat(DType.of(weight.grad())).isEqualTo(DType.FLOAT32);
                    Tensor row = weight.grad().flatten().clone();
                    weight.grad().zero_();
                    return row;
                })
                .toArray(Tensor[]::new);
        return Tensors.cat(0, gradients);
    }

    private static double distance(Tensor found, Tensor expected) {
        return found.sub(expected).norm().item_double() / expected.norm().item_double();
    }
}
