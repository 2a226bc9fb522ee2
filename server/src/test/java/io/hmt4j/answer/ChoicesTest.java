package io.hmt4j.answer;

import static io.hmt4j.answer.AnswerTestModels.LIVELY;
import static io.hmt4j.answer.AnswerTestModels.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.generate.FinishReason;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.generate.Logits;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.tokenizer.SpecialTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokens behind an answer: how likely each was, what else might have stood there, which bytes it is. */
class ChoicesTest {

    @TempDir
    private static Path folder;

    private static HmtModel model;
    private static Answerer answerer;

    @BeforeAll
    static void loadModel() throws IOException {
        model = AnswerTestModels.plain(folder);
        answerer = AnswerTestModels.answerer(model);
    }

    @AfterAll
    static void closeModel() {
        answerer.close();
        model.close();
    }

    @Test
    void logprobsAreThoseOfTheLogitsBeforeTemperature() {
        List<float[]> logits = new ArrayList<>();
        try (DocumentMemory memory = model.newMemory()) {
            int[] prompt = model.text().tokenizer().encodeDocument("Who?", SpecialTokens.RECOGNISED);
            model.generate(memory, prompt, LIVELY.withEndIds(model.endIds()), new GenerationListener() {
                @Override
                public void predicted(Logits predicted) {
                    logits.add(predicted.all());
                }
            });
        }
        List<TokenChoice> choices = answerer.answer(question("Who?").withTopLogprobs(5), AnswerListener.SILENT)
                .choices();
        assertThat(choices).hasSize(25);
        for (int place = 0; place < choices.size(); place++) {
            TokenChoice choice = choices.get(place);
            float[] at = logits.get(place);
            assertThat(choice.logprob()).isCloseTo(logSoftmax(at, choice.id()), within(1e-4));
            assertThat(choice.top()).hasSize(5);
            assertThat(choice.top()).isSortedAccordingTo((a, b) -> Double.compare(b.logprob(), a.logprob()));
            choice.top()
                    .forEach(other -> assertThat(other.logprob()).isCloseTo(logSoftmax(at, other.id()), within(1e-4)));
        }
    }

    @Test
    void theLikeliestTokenIsTheFirstOfItsAlternatives() {
        AnswerRequest request =
                AnswerRequest.completion("Who?", GenerationOptions.greedy(10)).withTopLogprobs(20);
        for (TokenChoice choice :
                answerer.answer(request, AnswerListener.SILENT).choices()) {
            assertThat(choice.top()).hasSize(20);
            assertThat(choice.top().get(0).id()).isEqualTo(choice.id());
            assertThat(choice.top().get(0).utf8()).isEqualTo(choice.utf8());
        }
    }

    @Test
    void theBytesOfTheTokensAreThoseOfTheAnswer() {
        int compared = 0;
        for (long seed = 0; seed < 200; seed++) {
            GenerationOptions options = new GenerationOptions(5, LIVELY.sampling(), seed, Set.of(), List.of(), 0);
            Answer answer = answerer.answer(
                    AnswerRequest.completion("Who?", options).withTopLogprobs(0), AnswerListener.SILENT);
            if (answer.text().indexOf('\uFFFD') < 0) {
                assertThat(bytes(answer.choices())).isEqualTo(answer.text());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    @Test
    void piecesBringTheChoicesThatMadeThem() {
        Heard heard = new Heard();
        Answer answer = answerer.answer(question("Who?").withTopLogprobs(1), heard);
        assertThat(heard.text()).isEqualTo(answer.text());
        assertThat(heard.choices).isEqualTo(answer.choices());
        assertThat(heard.pieces).hasSizeGreaterThan(10);
    }

    @Test
    void withoutWishForChoicesThereAreNone() {
        Heard heard = new Heard();
        Answer answer = answerer.answer(question("Who?"), heard);
        assertThat(answer.choices()).isEmpty();
        assertThat(heard.choices).isEmpty();
        assertThat(answer.answerTokens()).isEqualTo(25);
    }

    @Test
    void tokensOfAStopStringAreNoPartOfTheAnswer() {
        AnswerRequest request = question("Who?").withTopLogprobs(0);
        Answer free = answerer.answer(request, AnswerListener.SILENT);
        String stop = free.choices().get(10).text() + free.choices().get(11).text();
        Heard heard = new Heard();
        Answer stopped = answerer.answer(
                new AnswerRequest(request.messages(), null, null, "", LIVELY.withStopStrings(List.of(stop)), 0, false),
                heard);
        assertThat(stopped.finishReason()).isEqualTo(FinishReason.STOP_STRING);
        assertThat(stopped.text())
                .isEqualTo(free.text().substring(0, free.text().indexOf(stop)));
        assertThat(bytes(stopped.choices())).isEqualTo(stopped.text()).isEqualTo(heard.text());
        assertThat(heard.choices).isEqualTo(stopped.choices());
    }

    @Test
    void theTokenThatEndsATextIsCountedButNoChoice() {
        List<TokenChoice> free = answerer.answer(question("Who?").withTopLogprobs(0), AnswerListener.SILENT)
                .choices();
        GenerationOptions ending = LIVELY.withEndIds(Set.of(free.get(7).id()));
        Answer ended = answerer.answer(
                AnswerRequest.chat(question("Who?").messages(), ending).withTopLogprobs(0), AnswerListener.SILENT);
        assertThat(ended.finishReason()).isEqualTo(FinishReason.END_OF_TEXT);
        assertThat(ended.choices()).hasSizeLessThanOrEqualTo(7).hasSize(ended.answerTokens() - 1);
        assertThat(bytes(ended.choices())).isEqualTo(ended.text());
    }

    @Test
    void theSameSeedGivesTheSameAnswerAndAnotherAnother() {
        AnswerRequest request = question("Who?");
        AnswerRequest other = AnswerRequest.chat(request.messages(), LIVELY.withSampling(LIVELY.sampling(), 4));
        String text = answerer.answer(request, AnswerListener.SILENT).text();
        assertThat(answerer.answer(request, AnswerListener.SILENT).text()).isEqualTo(text);
        assertThat(answerer.answer(other, AnswerListener.SILENT).text()).isNotEqualTo(text);
    }

    @Test
    void requestsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> question("Who?").withTopLogprobs(21))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("top_logprobs is 21; allowed: 0 to 20");
        assertThatThrownBy(() -> AnswerRequest.chat(List.of(), LIVELY))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("messages is empty");
        assertThatThrownBy(() -> new AnswerRequest(List.of(), "text", null, "key", LIVELY, -1, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String bytes(List<TokenChoice> choices) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        choices.forEach(choice -> all.writeBytes(choice.utf8()));
        return all.toString(StandardCharsets.UTF_8);
    }

    private static double logSoftmax(float[] logits, int id) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[id] - Math.log(sum);
    }
}
