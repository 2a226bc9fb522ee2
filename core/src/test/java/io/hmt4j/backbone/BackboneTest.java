package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BackboneTest {

    private static final float TOLERANCE = 2e-5f;

    @TestFactory
    Stream<DynamicTest> aPaddedBatchEqualsItsRows() {
        return forEveryKind(config -> {
            try (Scope scope = Scope.withoutGradient();
                    Backbone backbone = TinyModels.random(config)) {
                int[][] rows = {{7, 3, 9, 22, 5, 14, 8, 30, 2, 2, 17}, {1, 39, 4}, {12, 6, 6, 25, 0, 11, 3, 8}};
                Tensor batch = backbone.forward(backbone.embed(Tensors.ids(rows, ComputeDevice.CPU)), null);
                for (int row = 0; row < rows.length; row++) {
                    Tensor alone = backbone.forward(backbone.embed(Tensors.ids(rows[row], ComputeDevice.CPU)), null);
                    Tensor inBatch = batch.narrow(0, row, 1).narrow(1, 0, rows[row].length);
                    assertThat(Tensors.toFloats(inBatch)).containsExactly(Tensors.toFloats(alone), within(TOLERANCE));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> theNewestPositionsAreThoseOfTheWholePass() {
        return forEveryKind(config -> {
            try (Scope scope = Scope.withoutGradient();
                    Backbone backbone = TinyModels.random(config)) {
                Tensor input = backbone.embed(TinyModels.ids(6, 2, 15)); // (2, 15, D)
                Tensor whole = backbone.forward(input, null);
                for (int newest : new int[] {1, 4, 14}) {
                    float[] expected = Tensors.toFloats(whole.narrow(1, 15L - newest, newest));
                    assertThat(Tensors.toFloats(backbone.forward(input, null, newest)))
                            .containsExactly(expected, within(TOLERANCE));
                    try (KeyValueCache cache = backbone.newCache(2, 15)) {
                        backbone.forward(input.narrow(1, 0, 15L - newest), cache, 1);
                        assertThat(Tensors.toFloats(
                                        backbone.forward(input.narrow(1, 15L - newest, newest), cache, newest)))
                                .containsExactly(expected, within(TOLERANCE));
                    }
                }
                assertThatThrownBy(() -> backbone.forward(input, null, 16)).hasMessageContaining("allowed: 1 to 15");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> noNativeObjectIsLeftBehind() {
        return forEveryKind(config -> {
            try (Backbone backbone = TinyModels.random(config)) {
                long afterThree = liveAfter(backbone, 3);
                assertThat(liveAfter(backbone, 30)).isEqualTo(afterThree);
            }
        });
    }

    @Test
    void noNativeObjectIsLeftBehindByTraining() {
        try (Backbone backbone = TinyModels.random(TinyModels.llama("{}"))) {
            backbone.parameters().values().forEach(weight -> weight.set_requires_grad(true));
            train(backbone);
            long afterOne = Engine.liveObjects();
            train(backbone);
            train(backbone);
            assertThat(Engine.liveObjects()).isEqualTo(afterOne);
        }
    }

    @Test
    void closingFreesEverything() {
        closedAfterUse();
        long before = Engine.liveObjects();
        closedAfterUse();
        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    @Test
    void theShapeStatesTheFactsOfTheModel() {
        try (Backbone backbone = TinyModels.random(TinyModels.opt("""
                {"do_layer_norm_before": false, "word_embed_proj_dim": 24}"""))) {
            BackboneShape shape = backbone.shape();
            long parameters = backbone.parameters().values().stream()
                    .mapToLong(Tensor::numel)
                    .sum();
            assertThat(shape).isEqualTo(new BackboneShape("opt", 24, 3, 40, 64, parameters));
        }
    }

    @Test
    void aTiedHeadIsTheEmbeddings() {
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(TinyModels.llama("{\"tie_word_embeddings\": true}"))) {
            assertThat(backbone.parameters()).doesNotContainKey("lm_head.weight");
            Tensor hidden = backbone.embed(TinyModels.ids(1, 1, 3));
            Tensor table = Objects.requireNonNull(backbone.parameters().get("model.embed_tokens.weight"));
            assertThat(Tensors.toFloats(backbone.logits(hidden)))
                    .containsExactly(Tensors.toFloats(hidden.matmul(table.t())), within(TOLERANCE));
        }
    }

    @Test
    void severalThreadsMayRunOneModel() throws Exception {
        try (Backbone backbone = TinyModels.random(TinyModels.llama("{}"))) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<float[]>> results = new ArrayList<>();
            for (int task = 0; task < 24; task++) {
                int tokens = 40 * (1 + task); // beyond the first table of rotations, and beyond its double
                results.add(threads.submit(() -> hidden(backbone, tokens)));
            }
            for (int task = 0; task < 24; task++) {
                assertThat(results.get(task).get()).containsExactly(hidden(backbone, 40 * (1 + task)), within(1e-6f));
            }
            threads.shutdown();
        }
    }

    @Test
    void aLongInputIsAttendedInBlocksAsInOne() {
        try (Backbone backbone = TinyModels.random(TinyModels.llama("{}"))) {
            Tensor ids = TinyModels.ids(5, 2, 300);
            float[] whole;
            try (Scope recorded = Scope.open()) { // with gradient nothing is divided
                whole = Tensors.toFloats(backbone.forward(backbone.embed(ids), null));
            }
            try (Scope scope = Scope.withoutGradient()) {
                assertThat(Tensors.toFloats(backbone.forward(backbone.embed(ids), null)))
                        .containsExactly(whole, within(2e-5f));
            }
        }
    }

    @Test
    void morePositionsThanOptHasEmbeddingsForAreRefused() {
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = TinyModels.random(TinyModels.opt("{}"))) {
            Tensor tooLong = backbone.embed(TinyModels.ids(1, 1, 65));
            assertThatThrownBy(() -> backbone.forward(tooLong, null))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("65 positions")
                    .hasMessageContaining("max_position_embeddings");
        }
    }

    private static float[] hidden(Backbone backbone, int tokens) {
        try (Scope scope = Scope.withoutGradient()) {
            return Tensors.toFloats(backbone.forward(backbone.embed(TinyModels.ids(tokens, 1, tokens)), null));
        }
    }

    private static long liveAfter(Backbone backbone, int forwards) {
        for (int pass = 0; pass < forwards; pass++) {
            try (Scope scope = Scope.withoutGradient();
                    KeyValueCache cache = backbone.newCache(1, 12)) {
                Tensor embeddings = backbone.embed(TinyModels.ids(pass, 1, 12));
                backbone.forward(embeddings.narrow(1, 0, 8), cache);
                backbone.logits(backbone.forward(embeddings.narrow(1, 8, 4), cache));
            }
        }
        return Engine.liveObjects();
    }

    private static void train(Backbone backbone) {
        try (Scope scope = Scope.open()) {
            backbone.logits(backbone.forward(backbone.embed(TinyModels.ids(1, 1, 12)), null))
                    .mean()
                    .backward();
        }
    }

    private static void closedAfterUse() {
        try (Backbone backbone = TinyModels.random(TinyModels.llama("{\"model_type\": \"qwen3\"}"))) {
            hidden(backbone, 5);
        }
    }

    private static Stream<DynamicTest> forEveryKind(Consumer<ObjectNode> test) {
        return TinyModels.everyKind().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> test.accept(kind.getValue())));
    }
}
