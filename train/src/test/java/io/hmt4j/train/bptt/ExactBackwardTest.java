package io.hmt4j.train.bptt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.data.Document;
import io.hmt4j.data.Evidence;
import io.hmt4j.data.Span;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.memory.RecallQuery;
import io.hmt4j.memory.Trace;
import io.hmt4j.tensor.Autocast;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.train.TinyLlama;
import io.hmt4j.train.bptt.Objective.RecallLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactBackwardTest {

    private static final double TOLERANCE = 1e-5;

    /** Relative L2. A number in bfloat16 is off by up to 0.004; the passes with and without gradient round differently. */
    private static final double BFLOAT16_TOLERANCE = 0.03;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void hasTheGradientsOfPlainBackPropagationInEveryMode(Mode mode) {
        assertSameGradients(TinyLlama.memory(mode), plainDocuments(59, 40, 40, 13), Objective.plain());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 16, 64})
    void hasThemAtAnyDepth(int segments) {
        assertSameGradients(
                TinyLlama.memory(Mode.HMT), plainDocuments(segments * 8, segments * 8 - 3), Objective.plain());
    }

    @Test
    void hasThemWhereMemoriesSlideOutOfTheBank() {
        HmtConfig config = TinyLlama.memory(Mode.HMT).toBuilder().bankSize(3).build();
        assertSameGradients(config, plainDocuments(90, 61), Objective.plain());
    }

    @Test
    void hasThemWithAQueryFromBeforeTheSegment() {
        HmtConfig config = TinyLlama.memory(Mode.HMT).toBuilder()
                .recallQuery(RecallQuery.PRECEDING)
                .build();
        assertSameGradients(config, plainDocuments(50, 50, 20), Objective.plain());
    }

    @Test
    void weighsAnswersAndOtherTokensAsTheObjectiveSays() {
        List<Document> documents = questions();
        Objective objective = new Objective(Objective.Scope.ALL, 1.0, 0.3, RecallLoss.NONE, 0, Objective.UNLIMITED);
        assertSameGradients(TinyLlama.memory(Mode.HMT), documents, objective);
    }

    @Test
    void countsTheLastSegmentOnlyOrTheAnswersOnly() {
        for (Objective.Scope scope : List.of(Objective.Scope.LAST_SEGMENT, Objective.Scope.ANSWERS)) {
            Objective objective = new Objective(scope, Double.NaN, Double.NaN, RecallLoss.NONE, 0, Objective.UNLIMITED);
            assertSameGradients(TinyLlama.memory(Mode.HMT), questions(), objective);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RecallLoss.class,
            names = {"DOCUMENT", "BATCH"})
    void supervisesTheRecallOfADocumentOrOfTheWholeBatch(RecallLoss recall) {
        Objective objective = new Objective(Objective.Scope.ALL, 1.0, 0.3, recall, 0.4, Objective.UNLIMITED);
        assertSameGradients(TinyLlama.memory(Mode.HMT), questions(), objective);
    }

    @Test
    void truncationCutsTheGradientAndNothingElse() {
        HmtConfig config = TinyLlama.memory(Mode.HMT);
        List<Document> documents = plainDocuments(64);
        Objective whole = lastSegment(Objective.UNLIMITED);
        try (HmtModel model = TinyLlama.model(config)) {
            Map<String, Tensor> parameters = TinyLlama.trainable(model);
            Figures full = run(model, documents, whole);
            Map<String, float[]> deep = takeGradients(parameters);
            Figures cut = run(model, documents, lastSegment(1));
            Map<String, float[]> shallow = takeGradients(parameters);

            assertThat(cut.loss()).isEqualTo(full.loss());
            // Only segment 0 uses p_0: its gradient comes through all borders or not at all.
            assertThat(norm(deep.get("first_prompt"))).isPositive();
            assertThat(norm(shallow.get("first_prompt"))).isZero();
            assertThat(norm(shallow.get("recall.query.weight"))).isPositive();
        }
    }

    @Test
    void aBlockAsLongAsTheDocumentCutsNothing() {
        try (HmtModel model = TinyLlama.model(TinyLlama.memory(Mode.HMT))) {
            Map<String, Tensor> parameters = TinyLlama.trainable(model);
            run(model, plainDocuments(64), lastSegment(Objective.UNLIMITED));
            Map<String, float[]> whole = takeGradients(parameters);
            run(model, plainDocuments(64), lastSegment(8));
            takeGradients(parameters)
                    .forEach((name, gradient) -> assertThat(gradient).as(name).containsExactly(whole.get(name)));
        }
    }

    @Test
    void gradientsOfFrozenTensorsAreNotComputed() {
        try (HmtModel model = TinyLlama.model(TinyLlama.memory(Mode.HMT))) {
            model.parameters().byName().values().forEach(tensor -> tensor.set_requires_grad(true));
            run(model, plainDocuments(40), Objective.plain());
            model.parameters().byName().forEach((name, tensor) -> assertThat(norm(Tensors.toFloats(tensor.grad())))
                    .as(name)
                    .isPositive());
            model.backbone()
                    .parameters()
                    .forEach((name, tensor) ->
                            assertThat(tensor.grad().defined()).as(name).isFalse());
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (HmtModel model = TinyLlama.model(TinyLlama.memory(Mode.HMT))) {
            TinyLlama.trainable(model);
            run(model, questions(), Objective.plain());
            long before = Engine.liveObjects();
            for (int i = 0; i < 5; i++) {
                run(model, questions(), Objective.plain());
            }
            assertThat(Engine.liveObjects()).isEqualTo(before);
        }
    }

    @Test
    void inBfloat16GradientsAreNearThoseOfFloat32AndStayFloat32() {
        List<Document> documents = plainDocuments(59, 40, 40, 13);
        try (HmtModel model = TinyLlama.model(TinyLlama.memory(Mode.HMT))) {
            Map<String, Tensor> parameters = TinyLlama.trainable(model);
            Figures exact = run(model, documents, Objective.plain());
            Map<String, float[]> expected = takeGradients(parameters);
            Figures rounded = run(model, documents, Objective.plain(), DType.BFLOAT16);
            parameters.forEach((name, parameter) ->
                    assertThat(DType.of(parameter.grad())).as(name).isEqualTo(DType.FLOAT32));

            assertThat(rounded.loss()).isNotEqualTo(exact.loss()).isCloseTo(exact.loss(), within(0.01));
            assertThat(relativeDistance(takeGradients(parameters), expected)).isBetween(1e-4, BFLOAT16_TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void inBfloat16TheyAreThoseOfPlainBackPropagationInBfloat16(int segments) {
        List<Document> documents = plainDocuments(segments * 8, segments * 8 - 3);
        try (HmtModel model = TinyLlama.model(TinyLlama.memory(Mode.HMT))) {
            Map<String, Tensor> parameters = TinyLlama.trainable(model);
            double loss;
            try (Autocast autocast = Autocast.open(DType.BFLOAT16)) {
                loss = PlainBackward.run(model, documents, Objective.plain());
            }
            Map<String, float[]> plain = takeGradients(parameters);
            Figures figures = run(model, documents, Objective.plain(), DType.BFLOAT16);
            assertThat(figures.loss()).isCloseTo(loss, within(0.01));
            assertThat(relativeDistance(takeGradients(parameters), plain)).isLessThan(BFLOAT16_TOLERANCE);
        }
    }

    @Test
    void inBfloat16FiguresWithoutGradientAreThoseWithIt() {
        try (HmtModel model = TinyLlama.model(TinyLlama.memory(Mode.HMT))) {
            TinyLlama.trainable(model);
            Figures trained = run(model, questions(), Objective.plain(), DType.BFLOAT16);
            Figures measured = new ExactBackward(model, DType.BFLOAT16)
                    .measure(new TrainingBatch(questions(), model.config()), Objective.plain());
            assertThat(measured.loss()).isCloseTo(trained.loss(), within(0.01));
        }
    }

    private static Objective lastSegment(int depth) {
        return new Objective(Objective.Scope.LAST_SEGMENT, Double.NaN, Double.NaN, RecallLoss.NONE, 0, depth);
    }

    private static Figures run(HmtModel model, List<Document> documents, Objective objective) {
        return run(model, documents, objective, DType.FLOAT32);
    }

    private static Figures run(HmtModel model, List<Document> documents, Objective objective, DType products) {
        return new ExactBackward(model, products).run(new TrainingBatch(documents, model.config()), objective, 1, 7);
    }

    private static void assertSameGradients(HmtConfig config, List<Document> documents, Objective objective) {
        try (HmtModel model = TinyLlama.model(config)) {
            Map<String, Tensor> parameters = TinyLlama.trainable(model);
            double loss = PlainBackward.run(model, documents, objective);
            Map<String, float[]> plain = takeGradients(parameters);
            Figures figures = run(model, documents, objective);
            Map<String, float[]> exact = takeGradients(parameters);

            assertThat(figures.loss()).isCloseTo(loss, within(1e-4));
            assertThat(relativeDistance(exact, plain)).isLessThan(TOLERANCE);
        }
    }

    private static double relativeDistance(Map<String, float[]> found, Map<String, float[]> expected) {
        Map<String, float[]> difference = new LinkedHashMap<>();
        expected.forEach((name, gradient) -> difference.put(name, minus(found.get(name), gradient)));
        assertThat(length(expected)).isPositive();
        return length(difference) / length(expected);
    }

    private static double length(Map<String, float[]> gradients) {
        return Math.sqrt(gradients.values().stream()
                .mapToDouble(gradient -> norm(gradient) * norm(gradient))
                .sum());
    }

    private static List<Document> plainDocuments(int... lengths) {
        return IntStream.range(0, lengths.length)
                .mapToObj(i -> Document.plain("d" + i, TinyLlama.tokens(lengths[i], i)))
                .toList();
    }

    /** Documents with answers in the third and the last segment. */
    private static List<Document> questions() {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int[] tokens = TinyLlama.tokens(i == 1 ? 44 : 64, 10L + i);
            int last = tokens.length - 3;
            documents.add(new Document(
                    "q" + i,
                    tokens,
                    List.of(new Span(20, 22), new Span(last, last + 2)),
                    List.of(
                            new Evidence(20, List.of(new Span(2, 6))),
                            new Evidence(last, List.of(new Span(9, 12), new Span(20, 26))))));
        }
        return documents;
    }

    private static Map<String, float[]> takeGradients(Map<String, Tensor> parameters) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (Scope scope = Scope.withoutGradient()) {
            parameters.forEach((name, parameter) -> {
                Tensor gradient = parameter.grad();
                gradients.put(
                        name, gradient.defined() ? Tensors.toFloats(gradient) : new float[(int) parameter.numel()]);
                if (gradient.defined()) {
                    gradient.zero_();
                }
            });
        }
        return gradients;
    }

    private static float[] minus(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /** The same objective, written once more over one graph of the whole document. */
    private static final class PlainBackward {

        static double run(HmtModel model, List<Document> documents, Objective objective) {
            try (Scope scope = Scope.open()) {
                List<Trace> traces =
                        model.trace(documents.stream().map(Document::tokens).toList(), ReadListener.SILENT);
                Tensor loss =
                        tokenLoss(traces, documents, objective, model.config().segmentTokens());
                if (objective.recall() != RecallLoss.NONE) {
                    Tensor recall = recallLoss(model, traces, documents, objective.recall());
                    loss = loss.add(recall.mul(new org.bytedeco.pytorch.Scalar(objective.recallWeight())));
                }
                loss.backward();
                return loss.item_float();
            }
        }

        private static Tensor tokenLoss(
                List<Trace> traces, List<Document> documents, Objective objective, int segment) {
            List<Tensor> answers = new ArrayList<>();
            List<Tensor> others = new ArrayList<>();
            for (int row = 0; row < traces.size(); row++) {
                Document document = documents.get(row);
                Tensor losses = traces.get(row).tokenLosses();
                int lastSegment = (document.tokens().length - 1) / segment;
                for (int t = 1; t < document.tokens().length; t++) {
                    int position = t;
                    boolean answer = document.answers().stream()
                            .anyMatch(span -> span.from() <= position && position < span.to());
                    boolean counts =
                            switch (objective.scope()) {
                                case ALL -> true;
                                case LAST_SEGMENT -> t / segment == lastSegment;
                                case ANSWERS -> answer;
                            };
                    if (counts) {
                        (answer ? answers : others).add(losses.select(0, t - 1L));
                    }
                }
            }
            if (Double.isNaN(objective.answerWeight())) {
                List<Tensor> all = new ArrayList<>(answers);
                all.addAll(others);
                return mean(all);
            }
            return mean(answers)
                    .mul(new org.bytedeco.pytorch.Scalar(objective.answerWeight()))
                    .add(mean(others).mul(new org.bytedeco.pytorch.Scalar(objective.otherWeight())));
        }

        private static Tensor mean(List<Tensor> losses) {
            return Tensors.stack(0, losses.toArray(Tensor[]::new)).mean();
        }

        /** Whether a statement ends in the part of the segment that a vector stands for. */
        private static boolean endsIn(Evidence evidence, int segment, int vector, HmtConfig config) {
            double part = (double) config.segmentTokens() / config.memoryVectors();
            return evidence.where().stream().anyMatch(span -> {
                int last = span.to() - 1 - segment * config.segmentTokens();
                return last >= vector * part && last < (vector + 1) * part;
            });
        }

        private static Tensor recallLoss(
                HmtModel model, List<Trace> traces, List<Document> documents, RecallLoss kind) {
            int b = model.config().segmentTokens();
            int n = model.config().summaryTokens();
            List<Tensor> losses = new ArrayList<>();
            for (int row = 0; row < documents.size(); row++) {
                for (Evidence evidence : documents.get(row).evidence()) {
                    int asked = (evidence.at() - 1) / b;
                    int start = asked * b;
                    int[] tokens = documents.get(row).tokens();
                    Tensor query = model.cell()
                            .summarize(List.of(
                                    java.util.Arrays.copyOfRange(tokens, start, Math.min(start + n, tokens.length))));
                    Tensor q = torch.linear(query, model.parameters().queryWeight());
                    List<Tensor> scores = new ArrayList<>();
                    List<Tensor> right = new ArrayList<>();
                    for (int other = 0; other < documents.size(); other++) {
                        if (other != row && kind == RecallLoss.DOCUMENT) {
                            continue;
                        }
                        List<Tensor> memories = traces.get(other).memories();
                        int end = other == row ? asked : memories.size();
                        for (int segment = 0; segment < end; segment++) {
                            Tensor keys = torch.linear(
                                    memories.get(segment), model.parameters().keyWeight()); // (m, h)
                            Tensor products = keys.matmul(q.squeeze(0))
                                    .div(new org.bytedeco.pytorch.Scalar(
                                            Math.sqrt(model.config().recallWidth())));
                            for (int vector = 0; vector < keys.size(0); vector++) {
                                Tensor score = products.select(0, vector);
                                scores.add(score);
                                if (other == row && endsIn(evidence, segment, vector, model.config())) {
                                    right.add(score);
                                }
                            }
                        }
                    }
                    Tensor all = Tensors.stack(0, scores.toArray(Tensor[]::new)).logsumexp(new long[] {0}, false);
                    Tensor some = Tensors.stack(0, right.toArray(Tensor[]::new)).logsumexp(new long[] {0}, false);
                    losses.add(all.sub(some));
                }
            }
            return mean(losses);
        }
    }
}
