package io.hmt4j.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FactsDocumentTest {

    private static final FactsSettings SPARSE = FactsSettings.DEFAULT.withMostFacts(5);

    @Test
    void aReaderOfTheTextKnowsEveryFactAndNoOther() {
        FactsDocument document = FactsDocument.draw(FactsSettings.DEFAULT, 1_000, 0);
        Solver solver = new Solver(FactsVocabulary.text(document.tokens()));
        assertThat(document.tokens()).hasSize(24_000);
        assertThat(document.facts()).hasSizeBetween(800, 1_100);
        assertThat(solver.statements()).isEqualTo(document.facts().size());
        for (Fact fact : document.facts()) {
            String question = FactsVocabulary.text(fact.question());
            String thing = question.substring("now what is the code of the ".length(), question.length() - 8);
            assertThat(solver.codeOf(thing)).isEqualTo(FactsVocabulary.text(fact.answer()));
            assertThat(Arrays.copyOfRange(
                            document.tokens(), fact.where().from(), fact.where().to()))
                    .isEqualTo(fact.sentence());
        }
        assertThat(solver.questions()).isZero();
    }

    @Test
    void aLongTextRunsOutOfKeysAndGoesOn() {
        FactsDocument document = FactsDocument.draw(FactsSettings.DEFAULT, 3_000, 0);
        assertThat(new Solver(FactsVocabulary.text(document.tokens())).statements())
                .isEqualTo(Fact.KEYS);
    }

    @Test
    void aSparseTextStatesItsFactsEarly() {
        FactsDocument document = FactsDocument.draw(SPARSE, 128, 2);
        assertThat(document.facts()).hasSize(5);
        assertThat(document.facts().get(4).segment(24)).isLessThan(20);
    }

    @Test
    void distanceCountsFromTheSegmentOfTheSecondDigit() {
        FactsDocument document = FactsDocument.draw(FactsSettings.DEFAULT, 200, 1);
        for (Fact fact : document.facts()) {
            int last = fact.where().to() - 2;
            assertThat(document.tokens()[last]).isEqualTo(fact.answer()[1]);
            assertThat(fact.segment(24)).isEqualTo(last / 24);
            assertThat(document.distance(fact)).isEqualTo(200 - last / 24);
        }
    }

    @Test
    void theSameNumberGivesTheSameTextAndATrainingDocumentIsAnother() {
        int[] first = FactsDocument.draw(FactsSettings.DEFAULT, 20, 0).tokens();
        assertThat(FactsDocument.draw(FactsSettings.DEFAULT, 20, 0).tokens()).isEqualTo(first);
        assertThat(FactsDocument.draw(FactsSettings.DEFAULT, 20, 1).tokens()).isNotEqualTo(first);
        int[] training = new FactsSource(FactsSettings.DEFAULT).next(480).tokens();
        assertThat(Arrays.copyOf(training, 24)).isNotEqualTo(Arrays.copyOf(first, 24));
    }

    @Test
    void aTextWithoutASegmentIsRefused() {
        assertThatThrownBy(() -> FactsDocument.draw(FactsSettings.DEFAULT, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("segments is 0; allowed: 1 to ");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new FactsSettings(12, 0.4, 0.3, 0, 9, 0))
                .hasMessage("segment_tokens is 12; allowed: 24 and more");
        assertThatThrownBy(() -> new FactsSettings(24, 1.5, 0.3, 0, 9, 0))
                .hasMessage("question_probability is 1.5; allowed: 0 to 1");
        assertThatThrownBy(() -> new FactsSettings(24, 0.4, 0, 0, 9, 0))
                .hasMessage("fact_probability is 0.0; allowed: 0.01 to 1");
        assertThatThrownBy(() -> new FactsSettings(24, 0.4, 0.3, 0, 0, 0))
                .hasMessage("most_facts is 0; allowed: 1 and more");
    }
}
