package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of model computes what plain loops over the published definitions compute. */
class ReferenceTest {

    private static final int TOKENS = 14;
    private static final float TOLERANCE = 2e-5f;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama",
                "llama, biases everywhere, wide heads",
                "llama, as many key heads as query heads, gelu",
                "qwen3"
            })
    void llamaAndItsLikesEqualTheDefinition(String kind) {
        checkLlama(kind(kind), reference -> reference);
    }

    @Test
    void mistralSeesNoFurtherThanItsWindow() {
        checkLlama(
                kind("mistral, window"),
                reference -> reference.withWindow(0, 5).withWindow(1, 5).withWindow(2, 5));
    }

    @Test
    void aWindowThatIsNotMentionedIs4096AndNullIsNone() {
        ObjectNode mentioned = TinyModels.llama("{\"model_type\": \"mistral\"}");
        mentioned.putNull("sliding_window");
        try (Backbone unlimited = TinyModels.random(mentioned);
                Backbone limited = TinyModels.random(TinyModels.llama("{\"model_type\": \"mistral\"}"))) {
            float[] all = lastHidden(unlimited, 4097);
            assertThat(lastHidden(unlimited, 4096)).containsExactly(lastHidden(limited, 4096));
            assertThat(all).isNotEqualTo(lastHidden(limited, 4097));
        }
    }

    @Test
    void qwen2HasItsWindowInTheUpperLayersOnly() {
        checkLlama(kind("qwen2, window in upper layers"), reference -> reference.withWindow(2, 6));
    }

    @Test
    void layerTypesSayWhichLayersHaveAWindow() {
        ObjectNode config = TinyModels.llama("""
                {"model_type": "qwen3", "use_sliding_window": true, "sliding_window": 4, "max_window_layers": 0,
                 "layer_types": ["sliding_attention", "full_attention", "sliding_attention"]}""");
        checkLlama(config, reference -> reference.withWindow(0, 4).withWindow(2, 4));
    }

    @Test
    void smolLm3RotatesAllButEveryNthLayer() {
        checkLlama(kind("smollm3"), reference -> reference.withoutRotation(1).withoutRotation(3));
    }

    @Test
    void smolLm3HasItsWindowWhereItDoesNotRotate() {
        checkLlama(
                kind("smollm3, windows where it does not rotate"),
                reference -> reference.withoutRotation(1).withWindow(1, 7));
    }

    @Test
    void phi3RotatesAPartOfEachHead() {
        checkLlama(kind("phi3, partial rotation"), reference -> reference
                .withFrequencies(ReferenceLlama.plainFrequencies(10_000, 4), 1)
                .withWindow(0, 9)
                .withWindow(1, 9)
                .withWindow(2, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt", "opt-350m", "opt, bare"})
    void optEqualsTheDefinition(String kind) {
        ObjectNode config = kind(kind);
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(config)) {
            Tensor embeddings = backbone.embed(TinyModels.ids(3, 1, TOKENS));
            double[][] expected = new ReferenceOpt(backbone, config).forward(rows(backbone, embeddings));
            assertClose(backbone.forward(embeddings, null), expected);
        }
    }

    private static float[] lastHidden(Backbone backbone, int tokens) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor hidden = backbone.forward(backbone.embed(TinyModels.ids(3, 1, tokens)), null);
            return Tensors.toFloats(hidden.narrow(1, tokens - 1, 1));
        }
    }

    static void checkLlama(ObjectNode config, UnaryOperator<ReferenceLlama> known) {
        checkLlama(config, TOKENS, known);
    }

    static void checkLlama(ObjectNode config, int tokens, UnaryOperator<ReferenceLlama> known) {
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(config)) {
            Tensor embeddings = backbone.embed(TinyModels.ids(3, 1, tokens));
            ReferenceLlama reference = known.apply(new ReferenceLlama(backbone, config));
            assertClose(backbone.forward(embeddings, null), reference.forward(rows(backbone, embeddings)));
        }
    }

    private static void assertClose(Tensor actual, double[][] expected) {
        assertThat(Tensors.toFloats(actual)).containsExactly(ReferenceMath.flat(expected), within(TOLERANCE));
    }

    private static double[][] rows(Backbone backbone, Tensor embeddings) {
        return ReferenceMath.rows(Tensors.toFloats(embeddings), backbone.shape().width());
    }

    private static ObjectNode kind(String name) {
        return Objects.requireNonNull(TinyModels.everyKind().get(name), name);
    }
}
