package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.checkpoint.MemoryTensors;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class QuantizedBackboneTest {

    /** Groups of 32 and 64 divide its widths, and 16 its heads: all but embeddings and head are held in 4 bits. */
    private static final ObjectNode WIDE = TinyModels.llama("""
            {"hidden_size": 128, "intermediate_size": 160, "vocab_size": 200, "tie_word_embeddings": true,
             "initializer_range": 0.1}""");

    @Test
    void everyKindOfModelSaysInEightBitsNearlyWhatItSaysInFloats() {
        TinyModels.everyKind().forEach((kind, config) -> {
            try (Scope scope = Scope.withoutGradient();
                    Backbone exact = TinyModels.random(config);
                    Backbone quantized = quantized(config, exact, WeightFormat.INT8)) {
                Tensor ids = TinyModels.ids(1, 2, 12);
                assertThat(difference(logits(quantized, ids), logits(exact, ids)))
                        .as(kind)
                        .isBetween(1e-4, 0.08);
            }
        });
    }

    @Test
    void theLikeliestTokenIsMostlyTheSame() {
        try (Scope scope = Scope.withoutGradient();
                Backbone exact = TinyModels.random(WIDE);
                Backbone eight = quantized(WIDE, exact, WeightFormat.INT8);
                Backbone four = quantized(WIDE, exact, WeightFormat.INT4)) {
            Tensor ids = TinyModels.ids(1, 8, 60);
            assertThat(agreement(logits(eight, ids), logits(exact, ids))).isGreaterThan(0.9);
            assertThat(agreement(logits(four, ids), logits(exact, ids))).isBetween(0.5, 0.95);
            assertThat(difference(logits(four, ids), logits(exact, ids))).isBetween(0.02, 0.6);
        }
    }

    /** Beyond 192 positions attention runs in blocks, with bfloat16 products where the processor has units for them. */
    @Test
    void whatALongTextCostsATokenIsNearlyWhatItCostsInFloats() {
        try (Scope scope = Scope.withoutGradient();
                Backbone exact = TinyModels.random(WIDE);
                Backbone quantized = quantized(WIDE, exact, WeightFormat.INT8)) {
            Tensor ids = TinyModels.ids(5, 2, 260);
            Tensor expected = losses(exact, ids);
            Tensor difference = losses(quantized, ids).sub(expected);

            assertThat(difference.norm().item_double() / expected.norm().item_double())
                    .isBetween(1e-4, 0.02); // 0.011 where it was measured
            assertThat(Math.abs(difference.mean().item_double())).isLessThan(0.02); // nats; 0.005
        }
    }

    @Test
    void aBatchEqualsItsRows() {
        for (WeightFormat format : new WeightFormat[] {WeightFormat.INT8, WeightFormat.INT4}) {
            try (Scope scope = Scope.withoutGradient();
                    Backbone exact = TinyModels.random(WIDE);
                    Backbone backbone = quantized(WIDE, exact, format)) {
                Tensor ids = TinyModels.ids(2, 3, 17);
                Tensor together = logits(backbone, ids);
                for (int row = 0; row < 3; row++) {
                    float[] alone = Tensors.toFloats(logits(backbone, ids.narrow(0, row, 1)));
                    assertThat(Tensors.toFloats(together.narrow(0, row, 1)))
                            .as("%s, row %d", format, row)
                            .containsExactly(alone, within(2e-2f));
                }
            }
        }
    }

    @Test
    void whatComesLaterChangesNothingBefore() {
        try (Scope scope = Scope.withoutGradient();
                Backbone exact = TinyModels.random(WIDE);
                Backbone backbone = quantized(WIDE, exact, WeightFormat.INT8)) {
            Tensor ids = TinyModels.ids(3, 1, 20);
            Tensor all = logits(backbone, ids).narrow(1, 0, 12);
            float[] before = Tensors.toFloats(logits(backbone, ids.narrow(1, 0, 12)));
            assertThat(Tensors.toFloats(all)).containsExactly(before, within(2e-2f));
        }
    }

    @Test
    void aCachedStepSaysWhatAWholePassSays() {
        try (Scope scope = Scope.withoutGradient();
                Backbone exact = TinyModels.random(WIDE);
                Backbone backbone = quantized(WIDE, exact, WeightFormat.INT8);
                KeyValueCache cache = backbone.newCache(1, 20)) {
            Tensor ids = TinyModels.ids(4, 1, 20);
            backbone.forward(backbone.embed(ids.narrow(1, 0, 19)), cache);
            Tensor step = backbone.logits(backbone.forward(backbone.embed(ids.narrow(1, 19, 1)), cache));
            float[] whole = Tensors.toFloats(logits(backbone, ids).narrow(1, 19, 1));
            assertThat(Tensors.toFloats(step)).containsExactly(whole, within(2e-2f));
        }
    }

    @Test
    void nothingNativeIsLeftBehind() {
        openedAndRun();
        long before = Engine.liveObjects();
        openedAndRun();

        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    private static void openedAndRun() {
        for (WeightFormat format : List.of(WeightFormat.INT8, WeightFormat.INT4)) {
            try (Scope scope = Scope.withoutGradient();
                    Backbone backbone =
                            Backbones.random(WIDE, 5, LoadOptions.cpu().as(format))) {
                logits(backbone, TinyModels.ids(1, 2, 5));
            }
        }
    }

    @Test
    void onlyNormsAndBiasesAreParameters() {
        try (Backbone backbone = Backbones.random(WIDE, 5, LoadOptions.cpu().as(WeightFormat.INT8))) {
            assertThat(backbone.parameters().keySet()).isNotEmpty().allMatch(name -> name.contains("norm"));
            assertThat(backbone.shape().parameters()).isGreaterThan(300_000);
        }
    }

    @Test
    void adaptersDoNotStandBesideIntegers() {
        LoadOptions options = LoadOptions.cpu().as(WeightFormat.INT8).with(new AdapterUse.Beside());

        assertThatThrownBy(() -> Backbones.random(WIDE, 5, options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("adapters cannot stand beside int8 weights");
    }

    private static Backbone quantized(ObjectNode config, Backbone exact, WeightFormat format) {
        Map<String, Tensor> weights = exact.parameters();
        return Backbones.load(
                config, new MemoryTensors("test", weights), LoadOptions.cpu().as(format));
    }

    private static Tensor logits(Backbone backbone, Tensor ids) {
        return backbone.logits(backbone.forward(backbone.embed(ids), null));
    }

    /** -log p of every token but the first, (B, T - 1). */
    private static Tensor losses(Backbone backbone, Tensor ids) {
        Tensor logits = logits(backbone, ids.narrow(1, 0, ids.size(1) - 1));
        Tensor next = ids.narrow(1, 1, ids.size(1) - 1).unsqueeze(2);
        return Ops.logSoftmax(logits).gather(2, next).squeeze(2).neg();
    }

    private static double agreement(Tensor found, Tensor expected) {
        Tensor same = found.argmax(new LongOptional(-1), false).eq(expected.argmax(new LongOptional(-1), false));
        return same.sum().item_double() / same.numel();
    }

    /** Relative difference in the L2 norm. */
    private static double difference(Tensor found, Tensor expected) {
        return found.sub(expected).norm().item_double() / expected.norm().item_double();
    }
}
