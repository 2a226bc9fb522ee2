package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.LIVELY;
import static io.hmt4j.answer.AnswerTestModels.LONG_QUESTION;
import static io.hmt4j.answer.AnswerTestModels.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
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
            assertThat(memory.segments()).isEqualTo(8);
            assertThat(answer.kept()).isNull();
            assertThat(AnswerTestModels.ids(answer.choices())).isEqualTo(ids(expected(memory, LONG_QUESTION)));
        }
    }

    @Test
    void theMemoryWithPromptAndAnswerIsKeptWhereItIsAskedFor() {
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(1, 100)) {
            AnswerRequest request =
                    question(LONG_QUESTION).on(memory, "a@1").withTopLogprobs(0).keeping();
            Answer answer = answerer.answer(request, AnswerListener.SILENT);
            try (DocumentMemory kept = answer.kept();
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
