package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.WeightFormat;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GradientTest {

    private static final double STEP = 1e-4;

    @TestFactory
    Stream<DynamicTest> theGradientOfEveryParameterIsTheSlopeOfTheLoss() {
        return TinyModels.everyKind().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> compareWithSlopes(kind.getValue())));
    }

    private static void compareWithSlopes(ObjectNode config) {
        try (Scope scope = Scope.open();
                Backbone backbone = TinyModels.random(config, LoadOptions.cpu().as(WeightFormat.FLOAT64))) {
            backbone.parameters().values().forEach(weight -> weight.set_requires_grad(true));
            loss(backbone).backward();
            backbone.parameters().forEach((name, weight) -> {
                assertThat(weight.grad().defined()).as(name).isTrue();
                Tensor gradient = weight.grad();
                double expected = slope(backbone, weight, gradient);
                double length = gradient.norm().item_double();
                assertThat(length).as(name).isPositive();
                assertThat(expected).as(name).isCloseTo(length, within(1e-3 * length + 1e-7));
            });
        }
    }

    /** The slope of the loss in the direction of the gradient, by central differences: the gradient's length. */
    private static double slope(Backbone backbone, Tensor weight, Tensor gradient) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor step = gradient.mul(new Scalar(STEP)).div(gradient.norm());
            weight.add_(step);
            double above = loss(backbone).item_double();
            weight.sub_(step).sub_(step);
            double below = loss(backbone).item_double();
            weight.add_(step);
            return (above - below) / (2 * STEP);
        }
    }

    /** Mean squared logit of some tokens. */
    private static Tensor loss(Backbone backbone) {
        Tensor hidden = backbone.forward(backbone.embed(TinyModels.ids(8, 2, 11)), null);
        Tensor logits = backbone.logits(hidden);
        return logits.mul(logits).mean();
    }
}
