package io.hmt4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.data.Span;
import io.hmt4j.data.TextDocument;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TasksTest {

    static Stream<Task> all() {
        return Tasks.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPromptIsMadeOfContextAndQuestionAlone(Task task) {
        TaskExample one = example("Seven swans swam.", "How many?", List.of("seven"));
        TaskExample other = example("Seven swans swam.", "How many?", List.of("another answer"));

        assertThat(task.format().prompt(one))
                .isEqualTo(task.format().prompt(other))
                .contains("Seven swans swam.", "How many?")
                .doesNotContain("{question}", "another answer");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aTaskIsFoundByItsNameAndCanBeJudged(Task task) {
        assertThat(Tasks.named(task.name())).isSameAs(task);
        assertThat(task.metrics()).isNotEmpty();
        assertThat(task.answerTokens()).isPositive();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Tasks.named("longbench_narativeqa"))
                .isInstanceOf(InputException.class)
                .hasMessage("unknown task longbench_narativeqa; did you mean longbench_narrativeqa?");
        assertThatThrownBy(() -> Tasks.named("x"))
                .isInstanceOf(InputException.class)
                .hasMessage("unknown task x; hmt data tasks lists them");
    }

    @Test
    void aTaskWithoutGeneratorSaysSo() {
        assertThatThrownBy(() -> Tasks.named("pubmedqa").requireGenerator())
                .isInstanceOf(InputException.class)
                .hasMessage("pubmedqa is not generated: its examples come from a file");
    }

    @Test
    void aBraceInAQuestionIsNoPlaceForAnything() {
        TaskExample example = example("context", "What is {question} and $1?", List.of("a"));

        assertThat(Tasks.named("passkey").format().prompt(example)).contains("Question: What is {question} and $1?\n");
    }

    @Test
    void anExampleBecomesADocumentWithItsAnswerAndItsEvidenceMarked() {
        Task task = Tasks.named("niah_multivalue");
        TaskExample example =
                new TaskExample("id", "a is 1. a is 2.", "a?", List.of("1", "2"), List.of(), List.of(new Span(8, 15)));

        TextDocument document = task.document(example);

        Span answer = document.answers().get(0);
        assertThat(document.text().substring(answer.from(), answer.to())).isEqualTo(" 1, 2");
        assertThat(answer.to()).isEqualTo(document.text().length());
        Span place = document.evidence().get(0).where().get(0);
        assertThat(document.text().substring(place.from(), place.to())).isEqualTo("a is 2.");
        assertThat(document.evidence().get(0).at()).isEqualTo(answer.from());
        assertThat(document.endsWithAnswer()).isTrue();
    }

    @Test
    void ofAlternativeAnswersTheFirstIsTrainedOn() {
        TaskExample example = example("c", "q", List.of("first", "second"));

        assertThat(Tasks.named("longbench_qasper").goldAnswer(example)).isEqualTo("first");
    }

    private static TaskExample example(String context, String question, List<String> answers) {
        return new TaskExample("id", context, question, answers, List.of(), List.of());
    }
}
