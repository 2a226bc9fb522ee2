package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Logits;
import io.hmt4j.generate.Sampling;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of generating, across many segment borders. */
class GeneratingTest {

    private static final float ROUNDING = 1e-5f;
    private static final Sampling LIVELY = new Sampling(1.0, 0, 1, 0, 1);

    @ParameterizedTest
    @MethodSource("io.hmt4j.memory.ReadingTest#configs")
    void keepingAnAnswerLeavesTheMemoryOfReadingPromptAndAnswer(HmtConfig config) {
        Random random = new Random(1);
        try (HmtModel model = TinyModels.create(config)) {
            for (int repetition = 0; repetition < 3; repetition++) {
                int[] document = TinyModels.tokens(random, random.nextInt(60));
                int[] prompt = TinyModels.tokens(random, 1 + random.nextInt(30));
                GenerationOptions options =
                        GenerationOptions.greedy(1 + random.nextInt(60)).withSampling(LIVELY, repetition);
                try (DocumentMemory kept = model.newMemory();
                        DocumentMemory read = model.newMemory()) {
                    model.read(kept, document);
                    Generation answer = model.generateInto(kept, prompt, options, GenerationListener.SILENT);
                    model.read(read, document);
                    model.read(read, prompt);
                    model.read(
                            read,
                            answer.tokens().stream().mapToInt(Integer::intValue).toArray());
                    MemoryAssert.assertClose(kept, read, ROUNDING);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.hmt4j.memory.ReadingTest#configs")
    void answeringLeavesTheMemoryUntouchedAndSaysTheSameAgain(HmtConfig config) {
        Random random = new Random(2);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(random, 77));
            int[] prompt = TinyModels.tokens(random, 9);
            GenerationOptions options = GenerationOptions.greedy(50).withSampling(LIVELY, 5);
            try (DocumentMemory before = memory.copy()) {
                Generation first = model.generate(memory, prompt, options, GenerationListener.SILENT);
                MemoryAssert.assertIdentical(memory, before);
                Generation second = model.generate(memory, prompt, options, GenerationListener.SILENT);
                assertThat(second.tokens()).isEqualTo(first.tokens());
                assertThat(first.tokens()).hasSize(50);
                assertThat(first.finishReason()).isEqualTo(FinishReason.LENGTH);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.hmt4j.memory.ReadingTest#configs")
    void scoringFindsWhatGeneratingChoosesTheMostLikelyTokenByToken(HmtConfig config) {
        Random random = new Random(6);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(random, 77));
            int[] prompt = TinyModels.tokens(random, 9);
            int[] greedy =
                    model
                            .generate(memory, prompt, GenerationOptions.greedy(40), GenerationListener.SILENT)
                            .tokens()
                            .stream()
                            .mapToInt(Integer::intValue)
                            .toArray();
            double[] losses = model.score(memory, prompt, greedy);
            for (int i : new int[] {0, 7, 39}) {
                for (int other = 0; other < 16; other++) {
                    int[] answer = Arrays.copyOf(greedy, i + 1);
                    answer[i] = other;
                    assertThat(model.score(memory, prompt, answer)[i]).isGreaterThanOrEqualTo(losses[i] - 1e-6);
                }
            }
        }
    }

    @Test
    void theScoreOfAnAnswerInTheFirstSegmentIsTheLossOfReadingItThere() {
        HmtConfig config = TinyModels.CONFIG.toBuilder().mode(Mode.BASELINE).build();
        int[] text = TinyModels.tokens(new Random(7), config.segmentTokens());
        int[] answer = Arrays.copyOfRange(text, 5, text.length);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory empty = model.newMemory();
                Scope scope = Scope.withoutGradient()) {
            float[] read = Tensors.toFloats(Objects.requireNonNull(
                    model.trace(List.of(text), ReadListener.SILENT).get(0).tokenLosses()));
            double[] scored = model.score(empty, Arrays.copyOf(text, 5), answer);
            for (int i = 0; i < answer.length; i++) {
                assertThat(scored[i]).isCloseTo(read[4 + i], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.hmt4j.memory.ReadingTest#configs")
    void cachedLogitsAreThoseOfAFreshStartWhereTheViewIsOnTheGridOrOnABorder(HmtConfig config) {
        int[] text = TinyModels.tokens(new Random(3), 5 * config.segmentTokens() + 40);
        try (HmtModel model = TinyModels.create(config);
                DocumentMemory memory = model.newMemory();
                Continuation cached = continuation(model, memory)) {
            int start = config.segmentTokens() + config.summaryTokens();
            cached.append(Arrays.copyOf(text, start), ReadListener.SILENT);
            int compared = 0;
            for (int position = start; position < text.length; position++) {
                float[] logits = logits(cached);
                int pending = memory.pendingTokens();
                if (pending == 0 || pending >= config.summaryTokens()) {
                    try (DocumentMemory copy = memory.copy();
                            Continuation fresh = continuation(model, copy)) {
                        assertThat(logits).containsExactly(logits(fresh), within(1e-4f));
                        compared++;
                    }
                }
                cached.append(new int[] {text[position]}, ReadListener.SILENT);
            }
            assertThat(compared).isGreaterThan(6);
        }
    }

    @Test
    void behindABorderTheReplayedSegmentsOwnMemoryIsNotRecalled() {
        Random random = new Random(4);
        int[] text = TinyModels.tokens(random, 12 * 3);
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory();
                Continuation continuation = continuation(model, memory)) {
            continuation.append(text, ReadListener.SILENT);
            float[] atBorder = logits(continuation);
            try (DocumentMemory shorter = model.newMemory();
                    Continuation expected = continuation(model, shorter)) {
                model.read(shorter, Arrays.copyOf(text, 24));
                // The last 6 tokens stand as own tokens behind a border, with the bank before their segment closed.
                DocumentMemory replay = new DocumentMemory(
                        memory.fingerprint(), shorter.bank().share(), Arrays.copyOf(text, 30), 2, 30);
                replay.add(Arrays.copyOfRange(text, 30, 36));
                try (replay;
                        Continuation grid = continuation(model, replay)) {
                    assertThat(atBorder).containsExactly(logits(grid), within(1e-5f));
                }
            }
        }
    }

    @Test
    void endsAtAnEndIdWhichTheAnswerHolds() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            int[] prompt = TinyModels.tokens(new Random(5), 20);
            GenerationOptions options = GenerationOptions.greedy(400).withSampling(LIVELY, 3);
            List<Integer> free = model.generate(memory, prompt, options, GenerationListener.SILENT)
                    .tokens();
            int end = free.get(30);
            Generation ended = model.generate(
                    memory, prompt, options.withEndIds(Set.of(end, 96 - end)), GenerationListener.SILENT);
            assertThat(ended.finishReason()).isEqualTo(FinishReason.END_OF_TEXT);
            assertThat(ended.tokens().get(ended.tokens().size() - 1)).isIn(end, 96 - end);
            assertThat(ended.tokens().size()).isLessThanOrEqualTo(31);
            assertThat(free.subList(0, ended.tokens().size())).isEqualTo(ended.tokens());
        }
    }

    @Test
    void endsBetweenTokensWhenCancelled() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            int[] seen = {0};
            Generation answer = model.generate(
                    memory, new int[] {1, 2, 3}, GenerationOptions.greedy(1000), new GenerationListener() {
                        @Override
                        public void token(int id) {
                            seen[0]++;
                        }

                        @Override
                        public boolean cancelled() {
                            return seen[0] >= 17;
                        }
                    });
            assertThat(answer.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(answer.tokens()).hasSize(17);
        }
    }

    @Test
    void refusesToContinueNothing() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            assertThatThrownBy(() ->
                            model.generate(memory, new int[0], GenerationOptions.greedy(1), GenerationListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("nothing to continue");
        }
    }

    @Test
    void aPromptOfManySegmentsIsReadLikeADocument() {
        int[] text = TinyModels.tokens(new Random(6), 200);
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory empty = model.newMemory();
                DocumentMemory read = model.newMemory()) {
            model.read(read, Arrays.copyOf(text, 150));
            int[] rest = IntStream.range(150, 200).map(i -> text[i]).toArray();
            GenerationOptions options = GenerationOptions.greedy(30);
            List<Integer> fromPrompt = model.generate(empty, text, options, GenerationListener.SILENT)
                    .tokens();
            List<Integer> fromMemory = model.generate(read, rest, options, GenerationListener.SILENT)
                    .tokens();
            assertThat(fromPrompt).isEqualTo(fromMemory);
        }
    }

    @Test
    void tellsWhatItRecallsWhichSegmentsAndTheLogitsBehindEachToken() {
        try (HmtModel model = TinyModels.create(TinyModels.CONFIG);
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(new Random(8), 100));
            List<Long> oldest = new ArrayList<>();
            List<Integer> likeliest = new ArrayList<>();
            Generation answer = model.generate(
                    memory,
                    TinyModels.tokens(new Random(9), 3),
                    GenerationOptions.greedy(40),
                    new GenerationListener() {
                        @Override
                        public void recalled(long oldestSegment, float[] weights) {
                            oldest.add(oldestSegment);
                            assertThat(IntStream.range(0, weights.length)
                                            .mapToDouble(i -> weights[i])
                                            .sum())
                                    .isEqualTo(1, within(1e-5));
                            assertThat(weights.length)
                                    .isLessThanOrEqualTo(model.config().bankCapacity());
                        }

                        @Override
                        public void predicted(Logits predicted) {
                            float[] logits = predicted.all();
                            likeliest.add(IntStream.range(0, logits.length)
                                    .reduce(0, (best, i) -> logits[i] > logits[best] ? i : best));
                        }
                    });
            assertThat(likeliest).isEqualTo(answer.tokens());
            assertThat(oldest.get(0)).isEqualTo(memory.segments() - memory.memories());
            assertThat(oldest).isSorted().hasSizeGreaterThan(1);
        }
    }

    private static float[] logits(Continuation continuation) {
        try (Scope scope = Scope.withoutGradient()) {
            return Tensors.toFloats(continuation.logits());
        }
    }

    private static Continuation continuation(HmtModel model, DocumentMemory memory) {
        HmtCell cell = new HmtCell(model.backbone(), model.parameters(), model.config());
        SegmentLoop loop = new SegmentLoop(cell, model.config());
        return new Continuation(
                model.backbone(), cell, loop, model.documents(), model.config(), memory, 0, GenerationListener.SILENT);
    }
}
