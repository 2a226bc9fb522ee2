package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.LIVELY;
import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a conversation about a stored memory every question begins a segment, and nothing is read twice. */
class MemoryConversationsTest {

    private static final ChatMessage WHY = ChatMessage.user("Why did the little dog run to the big tree?");
    private static final ChatMessage WHO = ChatMessage.user("And who had the red ball?");

    @TempDir
    private static Path folder;

    private static HmtModel templated;
    private static HmtModel plain;

    @BeforeAll
    static void loadModels() throws IOException {
        templated = AnswerTestModels.templated(folder);
        plain = AnswerTestModels.plain(folder);
    }

    @AfterAll
    static void closeModels() {
        templated.close();
        plain.close();
    }

    @Test
    void theSecondTurnReadsOnlyWhatIsNewAndRecallsByItsOwnWords() {
        secondTurn(templated, "</s>", "user:" + WHO.content() + "assistant:", 2);
    }

    @Test
    void withoutATemplateTooTheSecondTurnRecallsByItsOwnWords() {
        secondTurn(plain, "", "\n" + WHO.content(), 0);
    }

    /**
     * What a second turn reads and recalls.
     *
     * @param before what stands between the answer, as it was generated, and the second question
     * @param question what the second question's segment begins with
     * @param lost tokens of {@code before} at most
     */
    private static void secondTurn(HmtModel model, String before, String question, int lost) {
        Tokenizer tokenizer = model.text().tokenizer();
        try (Answerer answerer = AnswerTestModels.answerer(model);
                DocumentMemory memory = read(model)) {
            AnswerRequest asked = AnswerRequest.chat(List.of(WHY), LIVELY).on(memory, "a@1");
            Answer first = answerer.answer(asked.withTopLogprobs(0), AnswerListener.SILENT);
            long readBefore = answerer.figures().tokensRead();
            AnswerRequest more = AnswerRequest.chat(List.of(WHY, ChatMessage.assistant(first.text()), WHO), LIVELY);
            Answer second = answerer.answer(more.on(memory, "a@1").withTopLogprobs(0), AnswerListener.SILENT);

            int[] asks = tokenizer.encode(question);
            assertThat(second.cachedTokens()).isEqualTo(first.promptTokens() + first.answerTokens());
            assertThat(answerer.figures().tokensRead() - readBefore)
                    .isEqualTo(second.promptTokens() - second.cachedTokens())
                    .isBetween((long) asks.length, (long) asks.length + lost);

            try (DocumentMemory said = memory.copy()) {
                model.endSegment(said);
                model.read(said, promptOf(model, first.promptTokens()));
                model.read(said, AnswerTestModels.ids(first.choices()));
                model.read(said, tokenizer.encode(before));
                model.endSegment(said);
                FirstRecall recall = new FirstRecall();
                Generation fresh = model.generate(said, asks, LIVELY.withEndIds(model.endIds()), recall);
                assertThat(AnswerTestModels.ids(second.choices())).isEqualTo(PromptEncoder.ids(fresh));
                assertSameRecall(second.recalled(), recall.segments);
            }
        }
    }

    @Test
    void aConversationGetsTheSameAnswersWhetherItIsKnownOrNot() {
        for (HmtModel model : List.of(templated, plain)) {
            try (Answerer answerer = AnswerTestModels.answerer(model);
                    Answerer forgetful = AnswerTestModels.forgetful(model);
                    DocumentMemory memory = read(model)) {
                List<ChatMessage> turns = new ArrayList<>();
                for (ChatMessage question : List.of(WHY, WHO, WHY)) {
                    turns.add(question);
                    AnswerRequest request = encodable(answerer, model, turns, memory);
                    Answer warm = answerer.answer(request, AnswerListener.SILENT);
                    Answer cold = forgetful.answer(request, AnswerListener.SILENT);
                    assertThat(cold.cachedTokens()).isZero();
                    assertThat(warm.cachedTokens()).isEqualTo(warm.promptTokens());
                    assertThat(cold.promptTokens()).isEqualTo(warm.promptTokens());
                    assertSameRecall(cold.recalled(), warm.recalled());
                    assertThat(cold.text()).isEqualTo(warm.text());
                    turns.add(ChatMessage.assistant(warm.text()));
                }
            }
        }
    }

    @Test
    void anotherQuestionInPlaceOfTheLastReadsOnlyItself() {
        try (Answerer answerer = AnswerTestModels.answerer(templated);
                DocumentMemory memory = read(templated)) {
            Answer first = answer(answerer, memory, WHY);
            ChatMessage said = ChatMessage.assistant(first.text());
            answer(answerer, memory, WHY, said, WHO);
            Answer other = answer(answerer, memory, WHY, said, ChatMessage.user("Tim?"));
            int own = templated.text().tokenizer().encode("user:Tim?assistant:").length;
            assertThat(other.promptTokens() - other.cachedTokens()).isBetween(own, own + 1);
        }
    }

    @Test
    void withoutAMemoryTurnsAreSeenTogether() {
        try (Answerer answerer = AnswerTestModels.answerer(templated)) {
            List<ChatMessage> turns = List.of(WHY, ChatMessage.assistant("No."), WHO);
            Answer answer = answerer.answer(AnswerRequest.chat(turns, LIVELY).keeping(), AnswerListener.SILENT);
            try (Kept kept = answer.kept()) {
                assertThat(kept.closed())
                        .allSatisfy(segment -> assertThat(segment).hasSize(12));
            }
        }
    }

    /** The same segments in the same order; their weights to rounding, since what was read went through in other batches. */
    private static void assertSameRecall(List<RecalledSegment> found, List<RecalledSegment> expected) {
        assertThat(found)
                .isNotEmpty()
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-5f, Float.class)
                .isEqualTo(expected);
    }

    private static Answer answer(Answerer answerer, DocumentMemory memory, ChatMessage... turns) {
        return answerer.answer(AnswerRequest.chat(List.of(turns), LIVELY).on(memory, "a@1"), AnswerListener.SILENT);
    }

    /** The request whose answer, with the smallest seed, has the tokens that its text is encoded to. */
    private static AnswerRequest encodable(
            Answerer answerer, HmtModel model, List<ChatMessage> turns, DocumentMemory memory) {
        Tokenizer tokenizer = model.text().tokenizer();
        return LongStream.range(0, 500)
                .mapToObj(seed -> AnswerRequest.chat(turns, seeded(seed)).on(memory, "a@1"))
                .filter(request -> {
                    Answer answer = answerer.answer(request.withTopLogprobs(0), AnswerListener.SILENT);
                    int[] ids = AnswerTestModels.ids(answer.choices());
                    String behind = model == plain ? "a " + answer.text() : answer.text();
                    int[] encoded = tokenizer.encode(behind);
                    int own = model == plain ? tokenizer.encode("a").length : 0;
                    return Arrays.equals(
                                    ids, Arrays.copyOfRange(encoded, Math.min(own, encoded.length), encoded.length))
                            && answer.text().strip().equals(answer.text())
                            && answer.text().length() > 3;
                })
                .findFirst()
                .orElseThrow();
    }

    private static GenerationOptions seeded(long seed) {
        return GenerationOptions.greedy(3).withSampling(LIVELY.sampling(), seed);
    }

    private static int[] promptOf(HmtModel model, int tokens) {
        String text = model == plain
                ? WHY.content()
                : model.text().chatTemplate().orElseThrow().render(List.of(WHY), ChatOptions.answering());
        int[] ids = model.text().tokenizer().encode(text);
        return Arrays.copyOfRange(ids, ids.length - tokens, ids.length);
    }

    /** A hundred tokens, four of which wait in an open segment. */
    private static DocumentMemory read(HmtModel model) {
        DocumentMemory memory = model.newMemory();
        model.read(memory, new Random(1).ints(100, 3, 512).toArray());
        return memory;
    }

    private static final class FirstRecall implements GenerationListener {

        private List<RecalledSegment> segments = List.of();

        @Override
        public void recalled(long oldestSegment, float[] weights) {
            segments = segments.isEmpty() ? Recall.byWeight(oldestSegment, weights) : segments;
        }
    }
}
