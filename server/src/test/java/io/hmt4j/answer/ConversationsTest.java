package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.LIVELY;
import static io.hmt4j.answer.AnswerTestModels.LONG_QUESTION;
import static io.hmt4j.answer.AnswerTestModels.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.hmt4j.generate.GenerationListener;
import io.hmt4j.memory.Conversation;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tokenizer.Tokenizer;
import io.hmt4j.tokenizer.chat.ChatMessage;
import io.hmt4j.tokenizer.chat.ChatOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read of a conversation is not read again, and changes no answer. */
class ConversationsTest {

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
    void theSecondTurnReadsOnlyWhatIsNewAndAnswersAsFromScratch() {
        secondTurnReadsOnlyWhatIsNew(templated);
    }

    @Test
    void withoutATemplateTooTheSecondTurnReadsOnlyWhatIsNew() {
        secondTurnReadsOnlyWhatIsNew(plain);
    }

    private static void secondTurnReadsOnlyWhatIsNew(HmtModel model) {
        List<ChatMessage> turns = List.of(ChatMessage.system("Be kind."), ChatMessage.user(LONG_QUESTION));
        try (Answerer answerer = AnswerTestModels.answerer(model)) {
            Answer first = answerer.answer(AnswerRequest.chat(turns, LIVELY).withTopLogprobs(0), AnswerListener.SILENT);
            long read = answerer.figures().tokensRead();
            List<ChatMessage> more = followedUp(turns, first.text(), "And then?");
            Answer second = answerer.answer(AnswerRequest.chat(more, LIVELY), AnswerListener.SILENT);

            int[] known = PromptEncoder.concatenated(
                    prompt(model, turns),
                    first.choices().stream().mapToInt(TokenChoice::id).toArray());
            assertThat(first.cachedTokens()).isZero();
            assertThat(read).isEqualTo(first.promptTokens());
            assertThat(second.cachedTokens()).isEqualTo(known.length).isEqualTo(first.promptTokens() + 25);
            assertThat(answerer.figures().tokensRead() - read).isEqualTo(second.promptTokens() - known.length);
            assertThat(second.promptTokens() - known.length).isBetween(3, 20);

            String transcript = rendered(model, turns) + answerAsRead(model, turns, first);
            String added = rendered(model, more).substring(transcript.length());
            int[] whole =
                    PromptEncoder.concatenated(known, model.text().tokenizer().encode(added));
            assertThat(second.text()).isEqualTo(fromScratch(model, whole));
        }
    }

    @Test
    void theSamePromptAgainIsNotReadAtAll() {
        try (Answerer answerer = AnswerTestModels.answerer(templated)) {
            Answer once = answerer.answer(question(LONG_QUESTION), AnswerListener.SILENT);
            Answer again = answerer.answer(question(LONG_QUESTION), AnswerListener.SILENT);
            assertThat(again.text()).isEqualTo(once.text());
            assertThat(again.cachedTokens()).isEqualTo(again.promptTokens()).isEqualTo(once.promptTokens());
            assertThat(answerer.figures().prefixHits()).isEqualTo(1);
            assertThat(answerer.figures().prefixMisses()).isEqualTo(1);
        }
    }

    @Test
    void aTurnAnsweredOnceMoreIsNotReadAgainEither() {
        try (Answerer answerer = AnswerTestModels.answerer(templated)) {
            List<ChatMessage> turns = List.of(ChatMessage.user(LONG_QUESTION));
            Answer first = answerer.answer(AnswerRequest.chat(turns, LIVELY), AnswerListener.SILENT);
            AnswerRequest second = AnswerRequest.chat(followedUp(turns, first.text(), LONG_QUESTION), LIVELY);
            String text = answerer.answer(second, AnswerListener.SILENT).text();
            Answer again = answerer.answer(second, AnswerListener.SILENT);
            assertThat(again.cachedTokens()).isEqualTo(again.promptTokens());
            assertThat(again.text()).isEqualTo(text);
        }
    }

    @Test
    void promptsThatDifferAtTheirEndsShareWhatStandsBeforeTheLastBorder() {
        AnswerRequest other = AnswerRequest.completion(LONG_QUESTION + " Who?", LIVELY);
        try (Answerer answerer = AnswerTestModels.answerer(plain);
                Answerer forgetful = AnswerTestModels.forgetful(plain)) {
            answerer.answer(AnswerRequest.completion(LONG_QUESTION + " Why?", LIVELY), AnswerListener.SILENT);
            Answer shared = answerer.answer(other, AnswerListener.SILENT);
            Answer alone = forgetful.answer(other, AnswerListener.SILENT);
            int border = shared.promptTokens() - shared.promptTokens() % 12;
            assertThat(shared.cachedTokens()).isEqualTo(border).isGreaterThan(20);
            assertThat(alone.cachedTokens()).isZero();
            assertThat(shared.text()).isEqualTo(alone.text());
        }
    }

    @Test
    void aTextThatEndsInTheMiddleOfAWordIsEncodedAnewWhereItGoesOn() {
        AnswerRequest whole = AnswerRequest.completion("Once upon a time", LIVELY);
        try (Answerer answerer = AnswerTestModels.answerer(plain);
                Answerer forgetful = AnswerTestModels.forgetful(plain)) {
            answerer.answer(AnswerRequest.completion("Once upon a ti", LIVELY), AnswerListener.SILENT);
            Answer answer = answerer.answer(whole, AnswerListener.SILENT);
            assertThat(answer.text())
                    .isEqualTo(forgetful.answer(whole, AnswerListener.SILENT).text());
        }
    }

    @Test
    void aTextContinuedByItsAnswerIsNotReadAgain() {
        try (Answerer answerer = AnswerTestModels.answerer(plain)) {
            Answer first = answerer.answer(AnswerRequest.completion("Once upon", LIVELY), AnswerListener.SILENT);
            Answer second = answerer.answer(
                    AnswerRequest.completion("Once upon" + first.text() + " and so", LIVELY), AnswerListener.SILENT);
            assertThat(second.cachedTokens()).isEqualTo(first.promptTokens() + first.answerTokens());
        }
    }

    @Test
    void aSingleMessageWithoutATemplateIsContinuedAsItStands() {
        try (Answerer answerer = AnswerTestModels.answerer(plain);
                DocumentMemory memory = plain.newMemory()) {
            Conversation conversation = new Conversation(plain, memory);
            assertThat(answerer.answer(question("Once upon a time"), AnswerListener.SILENT)
                            .text())
                    .isEqualTo(conversation
                            .ask("Once upon a time", LIVELY.withEndIds(plain.endIds()), GenerationListener.SILENT)
                            .text());
        }
    }

    private static List<ChatMessage> followedUp(List<ChatMessage> turns, String answer, String next) {
        List<ChatMessage> more = new ArrayList<>(turns);
        more.add(ChatMessage.assistant(answer));
        more.add(ChatMessage.user(next));
        return more;
    }

    private static String rendered(HmtModel model, List<ChatMessage> turns) {
        return model.text()
                .chatTemplate()
                .map(template -> template.render(turns, ChatOptions.answering()))
                .orElseGet(() -> PlainTurns.render(turns));
    }

    private static int[] prompt(HmtModel model, List<ChatMessage> turns) {
        Tokenizer tokenizer = model.text().tokenizer();
        int[] ids = tokenizer.encode(rendered(model, turns));
        boolean templated = model.text().chatTemplate().isPresent();
        return templated ? ids : PromptEncoder.concatenated(tokenizer.documentStartIds(), ids);
    }

    private static String answerAsRead(HmtModel model, List<ChatMessage> turns, Answer answer) {
        boolean templated = model.text().chatTemplate().isPresent();
        return templated ? answer.text() : PlainTurns.withAnswer(rendered(model, turns), answer.text());
    }

    private static String fromScratch(HmtModel model, int[] prompt) {
        try (DocumentMemory memory = model.newMemory()) {
            return model.generate(memory, prompt, LIVELY.withEndIds(model.endIds()), GenerationListener.SILENT)
                    .text();
        }
    }
}
