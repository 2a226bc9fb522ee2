package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Ops;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Traces: a batch, single rows, with and without gradient, and what reading and the backbone alone say. */
class TracingTest {

    private static final float ROUNDING = 1e-4f;
    private static final String CONFIGS = "io.hmt4j.memory.ReadingTest#configs";

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void aBatchOfUnequalDocumentsEqualsItsRows(HmtConfig config) {
        try (HmtModel model = TinyModels.create(config);
                Scope scope = Scope.withoutGradient()) {
            List<int[]> documents = documents(config);
            List<Trace> batch = model.trace(documents, ReadListener.SILENT);
            assertThat(batch).hasSameSizeAs(documents);
            for (int row = 0; row < documents.size(); row++) {
                Trace single = model.trace(List.of(documents.get(row)), ReadListener.SILENT)
                        .get(0);
                assertSame(Figures.of(batch.get(row)), Figures.of(single));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void hasTheSameNumbersWithGradientAndWithout(HmtConfig config) {
        try (HmtModel model = TinyModels.create(config);
                Scope scope = Scope.open()) {
            List<Figures> without;
            try (Scope inner = Scope.withoutGradient()) {
                without = model.trace(documents(config), ReadListener.SILENT).stream()
                        .map(Figures::of)
                        .toList();
            }
            model.backbone().parameters().values().forEach(weight -> weight.set_requires_grad(true));
            model.parameters().byName().values().forEach(weight -> weight.set_requires_grad(true));
            List<Trace> with = model.trace(documents(config), ReadListener.SILENT);
            assertThat(with.get(0).tokenLosses().requires_grad()).isTrue();
            for (int row = 0; row < with.size(); row++) {
                assertSame(Figures.of(with.get(row)), without.get(row));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(CONFIGS)
    void leavesTheMemoriesThatReadingLeaves(HmtConfig config) {
        try (HmtModel model = TinyModels.create(config.toBuilder().bankSize(100).build());
                DocumentMemory memory = model.newMemory();
                Scope scope = Scope.withoutGradient()) {
            int[] document = TinyModels.tokens(new Random(5), 9 * config.segmentTokens());
            Trace trace = model.trace(List.of(document), ReadListener.SILENT).get(0);
            model.read(memory, document);
            int first = trace.memories().size() - memory.memories() - (memory.pendingTokens() > 0 ? 1 : 0);
            for (int i = 0; i < memory.memories(); i++) {
                float[] read = Tensors.toFloats(memory.bank().vectors().select(0, i));
                float[] traced = Tensors.toFloats(trace.memories().get(first + i));
                assertThat(traced).containsExactly(read, within(ROUNDING));
            }
            assertThat(trace.segmentLengths().size())
                    .isEqualTo((int) memory.segments() + (memory.pendingTokens() > 0 ? 1 : 0));
        }
    }

    @Test
    void losesInTheBaselineWhatTheBackboneAloneLoses() {
        HmtConfig config = TinyModels.CONFIG.toBuilder().mode(Mode.BASELINE).build();
        int[] document = TinyModels.tokens(new Random(6), 5 * 12 + 7);
        try (HmtModel model = TinyModels.create(config);
                Scope scope = Scope.withoutGradient()) {
            Trace trace = model.trace(List.of(document), ReadListener.SILENT).get(0);
            assertThat(Tensors.toFloats(trace.tokenLosses()))
                    .containsExactly(baselineLosses(model.backbone(), document, 12), within(1e-5f));
            assertThat(trace.memories()).isEmpty();
            assertThat(trace.prompts()).isEmpty();
            assertThat(trace.weights()).isEmpty();
            assertThat(trace.segmentLengths()).containsExactly(12, 12, 12, 12, 12, 7);
        }
    }

    @Test
    void recallsFromTheSecondSegmentOnWithWeightsThatAddUpToOne() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                Scope scope = Scope.withoutGradient()) {
            int[] document = TinyModels.tokens(new Random(7), 12 * 7);
            Trace trace = model.trace(List.of(document), ReadListener.SILENT).get(0);
            assertThat(trace.weights().stream().map(weights -> weights.size(0)))
                    .containsExactly(1L, 2L, 3L, 4L, 4L, 4L);
            assertThat(trace.prompts()).hasSize(7);
            assertThat(trace.retrievalDistances()).hasSize(6).allSatisfy(distance -> assertThat(distance)
                    .isBetween(1, 4));
            assertThat(trace.weights())
                    .allSatisfy(
                            weights -> assertThat(weights.sum().item_double()).isCloseTo(1, within(1e-5)));
        }
    }

    @Test
    void emptyAndOneTokenDocumentsHaveNoLosses() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                Scope scope = Scope.withoutGradient()) {
            List<Trace> traces = model.trace(List.of(new int[0], new int[] {5}), ReadListener.SILENT);
            assertThat(traces.get(0).tokenLosses()).isNull();
            assertThat(traces.get(0).segmentLengths()).isEmpty();
            assertThat(traces.get(1).tokenLosses()).isNull();
            assertThat(traces.get(1).segmentLengths()).containsExactly(1);
            assertThat(traces.get(1).memories()).hasSize(1);
            assertThat(model.trace(List.of(), ReadListener.SILENT)).isEmpty();
        }
    }

    @Test
    void refusesIdsThatAreNoTokens() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            assertThatThrownBy(() -> model.trace(List.of(new int[] {1}, new int[] {3, -1}), ReadListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("token 1 has the id -1");
        }
    }

    @Test
    void keepsOfASegmentOnlyItsFigures() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                Scope scope = Scope.withoutGradient()) {
            Trace trace = model.trace(List.of(TinyModels.tokens(new Random(8), 40)), ReadListener.SILENT)
                    .get(0);
            long bytes = 32L * Float.BYTES;
            assertThat(trace.memories())
                    .allSatisfy(memory -> assertThat(memory.storage().nbytes()).isEqualTo(bytes));
            assertThat(trace.prompts())
                    .allSatisfy(prompt -> assertThat(prompt.storage().nbytes()).isEqualTo(bytes));
        }
    }

    @Test
    void leavesNothingAliveBehindItsScope() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG)) {
            trace(model);
            long objects = Engine.liveObjects();
            trace(model);
            assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
        }
    }

    private static void trace(HmtModel model) {
        try (Scope scope = Scope.withoutGradient()) {
            model.trace(documents(TinyModels.CONFIG), ReadListener.SILENT);
        }
    }

    private static List<int[]> documents(HmtConfig config) {
        Random random = new Random(9);
        int segment = config.segmentTokens();
        return List.of(
                TinyModels.tokens(random, 8 * segment + segment / 2 + 2),
                new int[0],
                TinyModels.tokens(random, 1),
                TinyModels.tokens(random, 3 * segment),
                TinyModels.tokens(random, 6 * segment + 1),
                TinyModels.tokens(random, segment));
    }

    private static void assertSame(Figures actual, Figures expected) {
        assertThat(actual.lengths()).isEqualTo(expected.lengths());
        assertThat(actual.distances()).isEqualTo(expected.distances());
        assertThat(actual.memories()).containsExactly(expected.memories(), within(ROUNDING));
        assertThat(actual.prompts()).containsExactly(expected.prompts(), within(ROUNDING));
        assertThat(actual.weights()).containsExactly(expected.weights(), within(ROUNDING));
        assertThat(actual.losses()).containsExactly(expected.losses(), within(ROUNDING));
    }

    /** A trace in Java's memory. */
    private record Figures(
            List<Integer> lengths,
            List<Integer> distances,
            float[] memories,
            float[] prompts,
            float[] weights,
            float[] losses) {

        static Figures of(Trace trace) {
            Tensor losses = trace.tokenLosses();
            return new Figures(
                    trace.segmentLengths(),
                    trace.retrievalDistances(),
                    floats(trace.memories()),
                    floats(trace.prompts()),
                    floats(trace.weights()),
                    losses == null ? new float[0] : Tensors.toFloats(losses));
        }
    }

    private static float[] floats(List<Tensor> tensors) {
        List<float[]> parts = tensors.stream().map(Tensors::toFloats).toList();
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int length = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, length, part.length);
            length += part.length;
        }
        return all;
    }

    /** Each segment through the backbone on its own; its last token predicts the first of the next. */
    private static float[] baselineLosses(Backbone backbone, int[] document, int segmentTokens) {
        List<Tensor> hidden = new ArrayList<>();
        for (int from = 0; from < document.length; from += segmentTokens) {
            int[] segment = Arrays.copyOfRange(document, from, Math.min(document.length, from + segmentTokens));
            hidden.add(backbone.forward(backbone.embed(Tensors.ids(segment, backbone.device())), null));
        }
        Tensor all = Tensors.cat(1, hidden.toArray(Tensor[]::new)); // (1, T, D)
        float[] logProbabilities = Tensors.toFloats(Ops.logSoftmax(backbone.logits(all)));
        float[] losses = new float[document.length - 1];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = -logProbabilities[i * TinyModels.VOCABULARY + document[i + 1]];
        }
        return losses;
    }
}
