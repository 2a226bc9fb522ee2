package io.hmt4j.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hmt4j.InputException;
import io.hmt4j.data.Document;
import io.hmt4j.data.Evidence;
import io.hmt4j.data.Span;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FactsSourceTest {

    private static final int SEGMENT = 24;

    /** Known on every machine and Java: a training run can be repeated. */
    @Test
    void theFirstDocumentReadsAsItAlwaysDid() {
        assertThat(FactsVocabulary.text(source().next(3 * SEGMENT).tokens()))
                .isEqualTo(
                        "frank waits . clara and clara runs under the quiet market . henry sleeps under the quiet river ."
                                + " the river is quiet . the garden is old . ben and frank sings behind the bright tower . the code of the rich finch is 8 9 ."
                                + " now what is the code of the rich finch ? it is 8 9 . ben waits . emma works . grace sings .");
    }

    @Test
    void aReaderOfTheTextAnswersEveryQuestion() {
        FactsSource source = source();
        for (int segments = 2; segments <= 40; segments++) {
            Document document = source.next(segments * SEGMENT);
            Solver solver = new Solver(FactsVocabulary.text(document.tokens()));
            assertThat(document.tokens()).hasSize(segments * SEGMENT);
            assertThat(solver.questions()).isEqualTo(document.answers().size()).isPositive();
            assertThat(solver.statements()).isPositive();
        }
    }

    @Test
    void everyDocumentEndsWithAQuestionAndManySegmentsBeginWithOne() {
        FactsSource source = source();
        int questions = 0;
        for (int i = 0; i < 200; i++) {
            List<Span> answers = source.next(16 * SEGMENT).answers();
            assertThat(answers.get(answers.size() - 1).from()).isEqualTo(15 * SEGMENT + Fact.QUESTION_LENGTH);
            questions += answers.size();
        }
        // One for certain, and of 14 segments 40 %, less those at the start that have nothing to ask.
        assertThat(questions / 200.0).isBetween(5.8, 6.6);
    }

    @Test
    void answersAreTheTwoDigitsBehindAQuestionAtASegmentBorder() {
        Document document = source().next(64 * SEGMENT);
        for (Span answer : document.answers()) {
            assertThat(answer.length()).isEqualTo(2);
            assertThat(answer.from() % SEGMENT).isEqualTo(Fact.QUESTION_LENGTH);
            assertThat(text(document, new Span(answer.from() - Fact.QUESTION_LENGTH, answer.to())))
                    .matches("now what is the code of the \\w+ \\w+ \\? it is \\d \\d");
        }
    }

    @Test
    void evidenceIsEveryEarlierSentenceThatStatesTheAnswer() {
        Document document = source().next(200 * SEGMENT);
        assertThat(document.evidence()).hasSameSizeAs(document.answers());
        int askedAgain = 0;
        for (int i = 0; i < document.evidence().size(); i++) {
            Evidence evidence = document.evidence().get(i);
            Span answer = document.answers().get(i);
            String thing = text(document, new Span(answer.from() - 5, answer.from() - 3));
            String digits = text(document, answer);
            assertThat(evidence.at()).isEqualTo(answer.from());
            assertThat(text(document, evidence.where().get(0))).isEqualTo("the code of the " + thing + " is " + digits);
            for (Span again : evidence.where().subList(1, evidence.where().size())) {
                askedAgain++;
                assertThat(again.to()).isLessThan(answer.from());
                assertThat((again.to() - 1) / SEGMENT)
                        .as("the whole question lies in its segment")
                        .isEqualTo(again.from() / SEGMENT);
                assertThat(text(document, again))
                        .isEqualTo("now what is the code of the " + thing + " ? it is " + digits + " .");
            }
        }
        assertThat(askedAgain).isPositive();
    }

    @Test
    void factsStraddleSegmentBorders() {
        Document document = source().next(400 * SEGMENT);
        assertThat(document.evidence().stream()
                        .map(evidence -> evidence.where().get(0))
                        .filter(where -> where.from() / SEGMENT < (where.to() - 1) / SEGMENT)
                        .count())
                .isPositive();
    }

    @Test
    void inADenseDocumentMostFactsShareTheirSegment() {
        FactsSource source = new FactsSource(new FactsSettings(SEGMENT, 0.4, 0.3, 1, Integer.MAX_VALUE, 3));
        int facts = 0;
        for (int i = 0; i < 20; i++) {
            facts += new Solver(FactsVocabulary.text(source.next(8 * SEGMENT).tokens()))
                    .things()
                    .size();
        }
        // Of 8 segments about 3 begin with questions, which leave little room.
        assertThat(facts / 160.0).isBetween(1.1, 2.0);
    }

    @Test
    void documentsInARowHaveNoFactInCommon() {
        FactsSource source = source();
        for (int batch = 0; batch < 3; batch++) {
            Set<String> things = new HashSet<>();
            int facts = 0;
            for (int document = 0; document < 32; document++) {
                Solver solver =
                        new Solver(FactsVocabulary.text(source.next(8 * SEGMENT).tokens()));
                facts += solver.things().size();
                things.addAll(solver.things());
            }
            assertThat(things).hasSize(facts);
        }
    }

    @Test
    void aLongDocumentMayHaveEveryKey() {
        FactsSettings all = new FactsSettings(SEGMENT, 0, 1, 0, Integer.MAX_VALUE, 5);
        Solver solver = new Solver(
                FactsVocabulary.text(new FactsSource(all).next(1_200 * SEGMENT).tokens()));
        assertThat(solver.things()).hasSize(Fact.KEYS);
    }

    @Test
    void mostQuestionsAskWhatWasNotAskedBefore() {
        FactsSource source = source();
        long again = IntStream.range(0, 300)
                .mapToObj(i -> source.next(16 * SEGMENT))
                .flatMap(document -> document.evidence().stream())
                .filter(evidence -> evidence.where().size() > 1)
                .count();
        FactsSource same = source();
        long all = IntStream.range(0, 300)
                .mapToLong(i -> same.next(16 * SEGMENT).answers().size())
                .sum();
        assertThat((double) again / all).isBetween(0.05, 0.2);
    }

    @Test
    void aTextMayHaveFewFacts() {
        FactsSource source = new FactsSource(FactsSettings.DEFAULT.withMostFacts(2));
        assertThat(new Solver(FactsVocabulary.text(source.next(100 * SEGMENT).tokens())).statements())
                .isEqualTo(2);
    }

    @Test
    void aPositionLeadsToTheSameContinuation() {
        FactsSource source = source();
        source.next(5 * SEGMENT);
        source.next(2 * SEGMENT);
        FactsSource other = source();
        other.seek(source.position());
        assertThat(other.next(4 * SEGMENT).tokens())
                .isEqualTo(source.next(4 * SEGMENT).tokens());
    }

    @Test
    void seedsAndNumbersGiveOtherDocuments() {
        FactsSource source = source();
        FactsSource ofOtherSeed = new FactsSource(FactsSettings.DEFAULT.withSeed(1));
        assertThat(Stream.of(source, source, ofOtherSeed)
                        .map(from ->
                                FactsVocabulary.text(from.next(10 * SEGMENT).tokens())))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPositionOfAnotherSourceIsRefused() {
        assertThatThrownBy(() ->
                        source().seek(JsonNodeFactory.instance.objectNode().put("file", 3)))
                .isInstanceOf(InputException.class)
                .hasMessage("position of the facts: next_document is ; allowed: 0 and more");
    }

    @Test
    void aDocumentOfOneSegmentIsRefused() {
        assertThatThrownBy(() -> source().next(47))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 47 tokens; allowed: 48 and more");
    }

    private static FactsSource source() {
        return new FactsSource(FactsSettings.DEFAULT);
    }

    private static String text(Document document, Span span) {
        return FactsVocabulary.text(Arrays.copyOfRange(document.tokens(), span.from(), span.to()));
    }
}
