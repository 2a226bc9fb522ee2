package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.work.Share;
import io.hmt4j.work.Turn;
import io.hmt4j.work.Turnstile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at a time: nobody waits for somebody's long work, and nobody's answer is another for it. Counts slices, no time. */
class FairnessTest {

    private static final int LONG_READ = 300;
    private static final int BEFORE_QUESTION = 5;
    private static final GenerationOptions BRIEF = GenerationOptions.greedy(5);

    @TempDir
    private static Path folder;

    private static HmtModel model;

    /** Each look at the clock is a tick: all slices are about as long. */
    private final AtomicLong ticks = new AtomicLong();

    private final Turnstile turns = new Turnstile(16, ticks::incrementAndGet);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger segments = new AtomicInteger();

    @BeforeAll
    static void loadModel() throws IOException {
        model = AnswerTestModels.plain(folder);
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aShortQuestionIsAnsweredWhileADocumentIsReadAFewSegmentsOn() {
        try (Answerer answerer = new Answerer(model, turns, AnswerLimits.DEFAULT)) {
            CountDownLatch questionIsThere = new CountDownLatch(1);
            CompletableFuture<Void> reading = run(() -> readDocument(questionIsThere));
            int after = segmentsWhenAnswered(answerer, questionIsThere);
            join(reading);
            assertThat(after - BEFORE_QUESTION).isBetween(0, 8);
            assertThat(segments).hasValue(LONG_READ);
        }
    }

    @Test
    void aShortQuestionIsAnsweredWhileALongPromptIsReadAFewSegmentsOn() {
        try (Answerer answerer = new Answerer(model, turns, AnswerLimits.DEFAULT)) {
            CountDownLatch questionIsThere = new CountDownLatch(1);
            String prompt = "Tim had a red ball. ".repeat(LONG_READ);
            CompletableFuture<Answer> answer =
                    run(() -> answerer.answer(AnswerRequest.completion(prompt, BRIEF), new AnswerListener() {
                        @Override
                        public void reading(long done, long all) {
                            if (segments.getAndIncrement() == BEFORE_QUESTION) {
                                await(questionIsThere);
                            }
                        }

                        @Override
                        public boolean cancelled() {
                            return false;
                        }
                    }));
            int after = segmentsWhenAnswered(answerer, questionIsThere);
            assertThat(join(answer).promptTokens()).isGreaterThan(12 * LONG_READ / 2);
            assertThat(after - BEFORE_QUESTION).isBetween(0, 12);
            assertThat(segments).hasValueGreaterThan(100);
        }
    }

    @Test
    void manyAtOnceGetTheAnswersTheyGetAlone() {
        List<String> alone = new ArrayList<>();
        try (Answerer answerer = AnswerTestModels.forgetful(model)) {
            for (int i = 0; i < 12; i++) {
                alone.add(answerer.answer(question(text(i)), AnswerListener.SILENT)
                        .text());
            }
        }
        try (Answerer answerer = new Answerer(model, turns, AnswerLimits.DEFAULT)) {
            List<CompletableFuture<Answer>> together = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String text = text(i);
                together.add(run(() -> answerer.answer(question(text), AnswerListener.SILENT)));
            }
            assertThat(together.stream().map(answer -> join(answer).text())).isEqualTo(alone);
            assertThat(answerer.figures().running()).isZero();
        }
        assertThat(turns.inside()).isZero();
    }

    /** Asks once the long work has begun; segments it had done when the answer was there. */
    private int segmentsWhenAnswered(Answerer answerer, CountDownLatch questionIsThere) {
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<Integer> answered = run(() -> {
            while (segments.get() <= BEFORE_QUESTION) {
                Thread.onSpinWait();
            }
            // It is asked a second time once it waits for its turn, or has it.
            answerer.answer(AnswerRequest.completion("Who?", BRIEF), () -> {
                if (asked.incrementAndGet() == 2) {
                    questionIsThere.countDown();
                }
                return false;
            });
            return segments.get();
        });
        return join(answered);
    }

    private Void readDocument(CountDownLatch questionIsThere) {
        try (Turn turn = turns.enter(Share.READING).orElseThrow();
                DocumentMemory memory = model.newMemory()) {
            turn.begin(() -> false);
            int[] document = new int[LONG_READ * model.config().segmentTokens()];
            model.read(List.of(memory), List.of(document), new ReadListener() {
                @Override
                public void segmentRead(DocumentMemory read) {
                    if (segments.getAndIncrement() == BEFORE_QUESTION) {
                        await(questionIsThere);
                    }
                }

                @Override
                public boolean cancelled() {
                    return !turn.pass(() -> false);
                }
            });
            return null;
        }
    }

    private static String text(int i) {
        return "Tim and Sue saw " + i + " birds. ".repeat(i % 5) + "Why?";
    }

    private <T> CompletableFuture<T> run(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(120, TimeUnit.SECONDS).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
