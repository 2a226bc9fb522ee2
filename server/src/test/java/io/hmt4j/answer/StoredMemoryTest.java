package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.LIVELY;
import static io.hmt4j.answer.AnswerTestModels.LONG_QUESTION;
import static io.hmt4j.answer.AnswerTestModels.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.server.testing.ServedModels;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers on a memory leave it as it was, and say which of its segments were recalled. */
class StoredMemoryTest {

    @TempDir
    private static Path folder;

    private static HmtModel model;

    @BeforeAll
    static void loadModel() throws IOException {
        model = AnswerTestModels.templated(folder);
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void theMemoryStaysAsItWasAndTheAnswerIsTheModels() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            AnswerRequest request = question(LONG_QUESTION).on(memory, "a@1").withTopLogprobs(0);
            Answer answer = answerer.answer(request, AnswerListener.SILENT);
            assertThat(memory.tokens()).isEqualTo(100);
            assertThat(memory.segments()).isEqualTo(9);
            assertThat(answer.kept()).isNull();
            assertThat(AnswerTestModels.ids(answer.choices())).isEqualTo(ids(expected(memory, LONG_QUESTION)));
        }
    }

    @Test
    void aQuestionBehindAnOpenSegmentBeginsASegmentOfItsOwn() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory open = model.newMemory();
                DocumentMemory ended = read(1, 100)) {
            model.read(open, new Random(1).ints(100, 3, 512).toArray());
            AnswerRequest request = question(LONG_QUESTION).on(open, "a@1").withTopLogprobs(0);
            Answer answer = answerer.answer(request, AnswerListener.SILENT);
            assertThat(open.pendingTokens()).isPositive();
            assertThat(AnswerTestModels.ids(answer.choices())).isEqualTo(ids(expected(ended, LONG_QUESTION)));
        }
    }

    @Test
    void theMemoryWithPromptAndAnswerIsKeptWhereItIsAskedFor() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            AnswerRequest request =
                    question(LONG_QUESTION).on(memory, "a@1").withTopLogprobs(0).keeping();
            Answer answer = answerer.answer(request, AnswerListener.SILENT);
            try (Kept all = answer.kept();
                    DocumentMemory kept = all.memory();
                    DocumentMemory reread = memory.copy()) {
                model.read(reread, prompt(LONG_QUESTION));
                model.read(reread, AnswerTestModels.ids(answer.choices()));
                assertThat(kept.tokens()).isEqualTo(reread.tokens()).isGreaterThan(150);
                assertThat(kept.segments()).isEqualTo(reread.segments());
                assertThat(ids(expected(kept, "Who?"))).isEqualTo(ids(expected(reread, "Who?")));
            }
            assertThat(memory.tokens()).isEqualTo(100);
        }
    }

    @Test
    void allSegmentsClosedOnTheWayAreTold() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory open = model.newMemory()) {
            model.read(open, new Random(1).ints(100, 3, 512).toArray());
            AnswerRequest request = question(LONG_QUESTION).on(open, "a@1").withTopLogprobs(0);
            answerer.answer(request, AnswerListener.SILENT); // what is known of the prompt tells no segments
            Answer answer = answerer.answer(request.keeping(), AnswerListener.SILENT);
            try (Kept kept = answer.kept()) {
                int[] said = PromptEncoder.concatenated(prompt(LONG_QUESTION), AnswerTestModels.ids(answer.choices()));
                List<int[]> expected = new ArrayList<>(List.of(open.openSegment()));
                for (int from = 0; from + 12 <= said.length; from += 12) {
                    expected.add(Arrays.copyOfRange(said, from, from + 12));
                }
                assertThat(kept.closed())
                        .usingElementComparator(Arrays::compare)
                        .isEqualTo(expected);
                assertThat(kept.memory().segments() - open.segments()).isEqualTo(expected.size());
                assertThat(kept.memory().pendingTokens()).isEqualTo(said.length % 12);
            }
        }
    }

    @Test
    void whatWasKnownOfAMemoryIsForgottenWithIt() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            answerer.answer(question(LONG_QUESTION).on(memory, "a@1"), AnswerListener.SILENT);
            answerer.answer(question(LONG_QUESTION).on(memory, "ab@1"), AnswerListener.SILENT);
            int entries = answerer.figures().prefixEntries();
            answerer.forget("a@");
            assertThat(answerer.figures().prefixEntries()).isEqualTo(entries / 2);
            assertThat(answerer.answer(question(LONG_QUESTION).on(memory, "a@1"), AnswerListener.SILENT)
                            .cachedTokens())
                    .isZero();
        }
    }

    @Test
    void aMemoryWithMuchThatWaitsIsReadInSlices() {
        AtomicInteger asked = new AtomicInteger();
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = model.newMemory()) {
            ReadListener stopping = new ReadListener() {
                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            model.read(List.of(memory), List.of(new Random(1).ints(1200, 3, 512).toArray()), stopping);
            assertThat(memory.pendingTokens()).isEqualTo(1200);
            Answer answer = answerer.answer(question("Who?").on(memory, "a@1"), () -> asked.incrementAndGet() > 10);
            assertThat(answer.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(asked).hasValueLessThan(20);
        }
    }

    @Test
    void whatIsKnownOfOneMemoryIsNotTakenForAnother() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory one = read(1, 100);
                DocumentMemory other = read(2, 100)) {
            answerer.answer(question(LONG_QUESTION).on(one, "a@1"), AnswerListener.SILENT);
            answerer.answer(question(LONG_QUESTION), AnswerListener.SILENT);
            Answer answer = answerer.answer(question(LONG_QUESTION).on(other, "a@2"), AnswerListener.SILENT);
            assertThat(answer.cachedTokens()).isZero();
            assertThat(answer.text()).isEqualTo(expected(other, LONG_QUESTION).text());
            Answer again = answerer.answer(question(LONG_QUESTION).on(one, "a@1"), AnswerListener.SILENT);
            assertThat(again.cachedTokens()).isEqualTo(again.promptTokens());
            assertThat(again.text()).isEqualTo(expected(one, LONG_QUESTION).text());
        }
    }

    @Test
    void whatTheFirstViewRecallsIsToldOnce() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            List<float[]> weights = new ArrayList<>();
            List<Long> oldest = new ArrayList<>();
            model.generate(memory, prompt("Who?"), LIVELY, new GenerationListener() {
                @Override
                public void recalled(long oldestSegment, float[] view) {
                    oldest.add(oldestSegment);
                    weights.add(view);
                }
            });
            Heard heard = new Heard();
            Answer answer = answerer.answer(question("Who?").on(memory, "a@1"), heard);

            assertThat(weights).hasSizeGreaterThan(1);
            assertThat(heard.recalled).containsExactly(answer.recalled());
            assertThat(answer.recalled()).hasSameSizeAs(weights.get(0));
            for (RecalledSegment segment : answer.recalled()) {
                int place = Math.toIntExact(segment.segment() - oldest.get(0));
                assertThat(segment.weight()).isCloseTo(weights.get(0)[place], within(1e-5f));
            }
            assertThat(answer.recalled()).isSortedAccordingTo((a, b) -> Float.compare(b.weight(), a.weight()));
            assertThat(answerer.figures().recallDistances().count()).isEqualTo(1);
            assertThat(answerer.figures().recallDistances().sum()).isEqualTo(Recall.distance(answer.recalled()));
        }
    }

    @Test
    void howeverAnAnswerEndsItTellsWhatWasRecalled() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            AnswerRequest request = question("Who?").on(memory, "a@1").withTopLogprobs(0);
            Answer whole = answerer.answer(request, AnswerListener.SILENT);
            Heard impatient = new Heard(heard -> heard.choices.size() >= 2);
            Answer cancelled = answerer.answer(request, impatient);
            AnswerRequest ending = AnswerRequest.chat(
                            request.messages(),
                            LIVELY.withStopStrings(List.of(whole.text().substring(3, 5))))
                    .on(memory, "a@1");
            Answer stopped = answerer.answer(ending, AnswerListener.SILENT);

            assertThat(cancelled.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP_STRING);
            assertThat(whole.recalled())
                    .isNotEmpty()
                    .isEqualTo(cancelled.recalled())
                    .isEqualTo(stopped.recalled());
            assertThat(impatient.recalled).containsExactly(whole.recalled());
        }
    }

    @Test
    void whatAQuestionRecallsIsToldWithoutAnAnswer() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            AnswerRequest request = question(LONG_QUESTION).on(memory, "a@1");
            List<RecalledSegment> recalled = answerer.recall(request, () -> false);
            assertThat(recalled)
                    .isEqualTo(answerer.answer(request, AnswerListener.SILENT).recalled());
            assertThat(recalled).hasSize(4);
            assertThat(answerer.figures().answers()).isEqualTo(1);
            assertThat(answerer.figures().tokensCached()).isGreaterThan(40);
        }
    }

    @Test
    void aRecallThatIsCancelledRecallsNothing() {
        AtomicInteger asked = new AtomicInteger();
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            assertThat(answerer.recall(question(LONG_QUESTION).on(memory, "a@1"), () -> asked.incrementAndGet() > 3))
                    .isEmpty();
            assertThat(asked).hasValueLessThan(10);
        }
    }

    @Test
    void anEmptyMemoryRecallsNothing() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory empty = model.newMemory()) {
            AnswerRequest brief = AnswerRequest.completion("Who?", LIVELY);
            assertThat(answerer.recall(brief.on(empty, "e@1"), () -> false)).isEmpty();
            assertThat(answerer.answer(question("Who?").on(empty, "e@1"), AnswerListener.SILENT)
                            .text())
                    .isEqualTo(answerer.answer(question("Who?"), AnswerListener.SILENT)
                            .text());
        }
    }

    @Test
    void aMemoryOfAnotherModelIsRefused() throws IOException {
        Path other = ServedModels.write(folder.resolve("other"), "", 99);
        try (HmtModel foreign = ServedModels.load(other, ServedModels.SMALL);
                DocumentMemory memory = foreign.newMemory();
                Answerer answerer = AnswerTestModels.answerer(model)) {
            assertThatThrownBy(() -> answerer.answer(question("Who?").on(memory, "f@1"), AnswerListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("another checkpoint");
        }
    }

    private static DocumentMemory read(long seed, int tokens) {
        DocumentMemory memory = model.newMemory();
        model.read(memory, new Random(seed).ints(tokens, 3, 512).toArray());
        model.endSegment(memory);
        return memory;
    }

    private static Generation expected(DocumentMemory memory, String content) {
        return model.generate(memory, prompt(content), LIVELY.withEndIds(model.endIds()), GenerationListener.SILENT);
    }

    /** The prompt behind a document that has begun: without what a document begins with. */
    private static int[] prompt(String content) {
        String rendered = model.text()
                .chatTemplate()
                .orElseThrow()
                .render(List.of(ChatMessage.user(content)), ChatOptions.answering());
        int[] ids = model.text().tokenizer().encode(rendered);
        return Arrays.copyOfRange(ids, 1, ids.length);
    }

    private static int[] ids(Generation generation) {
        return PromptEncoder.ids(generation);
    }
}
