package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.LIVELY;
import static io.hmt4j.answer.AnswerTestModels.LONG_QUESTION;
import static io.hmt4j.answer.AnswerTestModels.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.server.testing.ServedModels;
import io.hmt4j.tensor.Engine;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import io.hmt4j.work.Turnstile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However an answer ends, its place is given back and its native memory freed. */
class EndingsTest {

    @TempDir
    private static Path folder;

    private static HmtModel model;

    private final Turnstile turns = new Turnstile(2);

    @BeforeAll
    static void loadModel() throws IOException {
        model = AnswerTestModels.templated(folder);
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void aReadingThatIsCancelledStopsWithinASegmentAndIsGoneOnWith() {
        try (Answerer answerer = answerer();
                Answerer forgetful = AnswerTestModels.forgetful(model)) {
            Heard impatient = new Heard(heard -> heard.done.size() > 3);
            Answer cancelled = answerer.answer(question(LONG_QUESTION), impatient);
            assertThat(cancelled.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(cancelled.text()).isEmpty();
            assertThat(cancelled.promptTokens()).isGreaterThan(48);
            assertThat(impatient.done).containsExactly(0L, 12L, 24L, 36L);
            assertThat(answerer.figures().tokensRead()).isEqualTo(36);
            assertThat(answerer.figures().cancelled()).isEqualTo(1);

            Answer whole = answerer.answer(question(LONG_QUESTION), AnswerListener.SILENT);
            assertThat(whole.cachedTokens()).isEqualTo(36);
            assertThat(answerer.figures().tokensRead()).isEqualTo(whole.promptTokens());
            assertThat(whole.text())
                    .isEqualTo(forgetful
                            .answer(question(LONG_QUESTION), AnswerListener.SILENT)
                            .text());
        }
        assertThat(turns.inside()).isZero();
    }

    @Test
    void anAnswerThatIsCancelledStopsWithinATokenAndIsGivenAsFarAsItCame() {
        try (Answerer answerer = answerer()) {
            AnswerRequest request = question("Who?").withTopLogprobs(0);
            String whole = answerer.answer(request, AnswerListener.SILENT).text();
            Heard impatient = new Heard(heard -> heard.choices.size() >= 7);
            Answer cancelled = answerer.answer(request.keeping(), impatient);
            assertThat(cancelled.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(cancelled.choices()).hasSizeBetween(7, 9).isEqualTo(impatient.choices);
            assertThat(whole).startsWith(cancelled.text());
            try (Kept kept = cancelled.kept()) {
                assertThat(kept.memory().tokens()).isEqualTo(cancelled.promptTokens() + cancelled.answerTokens());
            }
        }
    }

    @Test
    void whoIsCancelledBeforeItsTurnReadsNothing() {
        try (Answerer answerer = answerer();
                Turn busy = turns.enter(Share.READING).orElseThrow()) {
            busy.begin(() -> false);
            int[] asked = {0};
            Answer cancelled = answerer.answer(question("Who?"), () -> ++asked[0] > 1);
            assertThat(cancelled.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(answerer.figures().tokensRead()).isZero();
        }
    }

    /** A heartbeat to a client that does not read takes its time. Nobody else is to wait for it. */
    @Test
    void whoSaysSomethingWhileItWaitsHoldsUpNobody() throws Exception {
        try (Answerer answerer = answerer();
                Turn busy = turns.enter(Share.READING).orElseThrow()) {
            busy.begin(() -> false);
            CountDownLatch said = new CountDownLatch(1);
            CountDownLatch mayGoOn = new CountDownLatch(1);
            CompletableFuture<Answer> answer =
                    CompletableFuture.supplyAsync(() -> answerer.answer(question("Who?"), new Slow(said, mayGoOn)));
            assertThat(said.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Integer> inside = CompletableFuture.supplyAsync(turns::inside);
            assertThat(inside.get(60, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(busy.pass(() -> false)).isTrue();
            mayGoOn.countDown();
            busy.end();
            assertThat(answer.get(60, TimeUnit.SECONDS).answerTokens()).isEqualTo(25);
        }
    }

    @Test
    void aLongPromptIsEncodedInSlices() {
        try (Answerer answerer = answerer()) {
            int[] asked = {0};
            String text = "Tim had a red ball. ".repeat(20_000);
            Answer answer = answerer.answer(AnswerRequest.completion(text, LIVELY), () -> ++asked[0] > 3);
            assertThat(answer.finishReason()).isEqualTo(FinishReason.CANCELLED);
            assertThat(answer.promptTokens()).isZero();
        }
    }

    @Test
    void whereAllPlacesAreTakenARequestIsRefusedAtOnce() {
        try (Answerer answerer = answerer();
                Turn one = turns.enter(Share.READING).orElseThrow();
                Turn two = turns.enter(Share.QUESTION).orElseThrow()) {
            assertThatThrownBy(() -> answerer.answer(question("Who?"), AnswerListener.SILENT))
                    .isInstanceOfSatisfying(QueueFull.class, full -> assertThat(full.retryAfterSeconds())
                            .isBetween(1, 60))
                    .hasMessageContaining("all 2 places are taken");
            assertThatThrownBy(() -> answerer.recall(question("Who?"), () -> false))
                    .isInstanceOf(QueueFull.class);
            assertThat(answerer.figures().refused()).isEqualTo(2);
            one.close();
            assertThat(answerer.answer(question("Who?"), AnswerListener.SILENT).answerTokens())
                    .isEqualTo(25);
            assertThat(turns.inside()).isEqualTo(1);
            assertThat(two.begin(() -> false)).isTrue();
        }
    }

    @Test
    void aRequestThatFailsGivesItsPlaceBack() throws IOException {
        Path strict =
                ServedModels.write(folder.resolve("strict"), "{{ raise_exception('only questions, please') }}", 3);
        try (HmtModel refusing = ServedModels.load(strict, ServedModels.SMALL);
                Answerer answerer = new Answerer(refusing, turns, AnswerLimits.DEFAULT)) {
            assertThatThrownBy(() -> answerer.answer(question("Who?"), AnswerListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("only questions, please");
            assertThat(answerer.figures().running()).isZero();
        }
        assertThat(turns.inside()).isZero();
    }

    @Test
    void nothingCannotBeContinued() {
        try (HmtModel demo = HmtModel.load(ServedModels.DEMO, ModelOptions.DEFAULT);
                Answerer answerer = new Answerer(demo, turns, AnswerLimits.DEFAULT)) {
            assertThatThrownBy(() -> answerer.answer(AnswerRequest.completion("", LIVELY), AnswerListener.SILENT))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("nothing to continue");
        }
    }

    @Test
    void figuresTellWhatWasDone() {
        try (Answerer answerer = answerer()) {
            Answer answer = answerer.answer(question(LONG_QUESTION), AnswerListener.SILENT);
            AnswererFigures figures = answerer.figures();
            assertThat(figures.answers()).isEqualTo(1);
            assertThat(figures.running()).isZero();
            assertThat(figures.tokensRead()).isEqualTo(answer.promptTokens());
            assertThat(figures.tokensGenerated()).isEqualTo(25);
            assertThat(figures.firstTokenSeconds().count()).isEqualTo(1);
            assertThat(figures.answerSeconds().count()).isEqualTo(1);
            assertThat(figures.answerSeconds().sum())
                    .isGreaterThanOrEqualTo(figures.firstTokenSeconds().sum());
            assertThat(figures.prefixEntries()).isEqualTo(3);
            assertThat(figures.prefixBytes()).isPositive();
        }
    }

    @Test
    void howeverAnswersEndNothingStaysAlive() {
        answerInAllWays();
        long objects = Engine.liveObjects();
        answerInAllWays();
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
        assertThat(turns.inside()).isZero();
    }

    private void answerInAllWays() {
        try (Answerer answerer = answerer();
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, new int[100]);
            AnswerRequest request = question(LONG_QUESTION).on(memory, "a@1").withTopLogprobs(3);
            answerer.answer(request, AnswerListener.SILENT);
            answerer.answer(request.keeping(), AnswerListener.SILENT).kept().close();
            answerer.recall(request, () -> false);
            answerer.answer(question(LONG_QUESTION), new Heard(heard -> heard.done.size() > 2));
            answerer.answer(question("Who?").withTopLogprobs(0), new Heard(heard -> heard.choices.size() > 5));
            for (String broken : List.of("reading", "recalled", "text", "cancelled")) {
                assertThatThrownBy(() -> answerer.answer(question(LONG_QUESTION + broken), new Broken(broken)))
                        .hasMessage(broken);
            }
        }
    }

    private Answerer answerer() {
        return new Answerer(model, turns, AnswerLimits.DEFAULT);
    }

    /** Has something to say once, which takes long. */
    private static final class Slow implements AnswerListener {

        private final CountDownLatch said;
        private final CountDownLatch mayGoOn;

        Slow(CountDownLatch said, CountDownLatch mayGoOn) {
            this.said = said;
            this.mayGoOn = mayGoOn;
        }

        @Override
        public boolean due() {
            return said.getCount() > 0;
        }

        @Override
        public void waiting() {
            said.countDown();
            try {
                assertThat(mayGoOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    /** Fails once it is told something, as a connection that broke does. */
    private record Broken(String where) implements AnswerListener {

        @Override
        public void reading(long tokensDone, long tokensAll) {
            failIf("reading", tokensDone > 20);
        }

        @Override
        public void recalled(List<RecalledSegment> segments) {
            failIf("recalled", true);
        }

        @Override
        public void text(String piece, List<TokenChoice> choices) {
            failIf("text", true);
        }

        @Override
        public boolean cancelled() {
            failIf("cancelled", true);
            return false;
        }

        private void failIf(String told, boolean now) {
            if (now && told.equals(where)) {
                throw new IllegalStateException(where);
            }
        }
    }
}
