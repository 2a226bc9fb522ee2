package io.hmt4j.task;

import io.hmt4j.InputException;
import io.hmt4j.data.Evidence;
import io.hmt4j.data.Span;
import io.hmt4j.data.TextDocument;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question put to many long texts, and how its answers are judged. {@link Tasks} has them all.
 *
 * @param name as lm-evaluation-harness has it, where it has the task
 * @param summary one line for people
 * @param format the prompt
 * @param metrics how an answer is judged, the most telling first
 * @param answerTokens the most tokens an answer may have
 * @param stops what ends an answer; not part of it
 * @param choices what examples offer whose file names no choices; empty for free answers
 * @param maker makes examples; null for a task whose examples come from files only
 */
public record Task(
        String name,
        String summary,
        PromptFormat format,
        List<TaskMetric> metrics,
        int answerTokens,
        List<String> stops,
        List<String> choices,
        @Nullable ExampleGenerator maker) {

    private static final String BEFORE_AN_ANSWER = " ";
    private static final String BETWEEN_ANSWERS = ", ";

    public Task {
        metrics = List.copyOf(metrics);
        stops = List.copyOf(stops);
        choices = List.copyOf(choices);
    }

    /** What makes examples of it, where it can be generated. */
    public Optional<ExampleGenerator> generator() {
        return Optional.ofNullable(maker);
    }

    /**
     * What makes examples of it.
     *
     * @throws InputException if they come from files only
     */
    public ExampleGenerator requireGenerator() {
        return generator()
                .orElseThrow(() -> new InputException(name + " is not generated: its examples come from a file"));
    }

    /** Whether the answers of an example are all wanted, and none is an alternative to another. */
    public boolean wantsAllAnswers() {
        return metrics.contains(TaskMetric.CONTAINS_ALL);
    }

    /** The answer that a model is trained to give: the first, or all of them where all are wanted. */
    public String goldAnswer(TaskExample example) {
        return wantsAllAnswers()
                ? String.join(BETWEEN_ANSWERS, example.answers())
                : example.answers().get(0);
    }

    /** Prompt and answer as a document to train on, with the answer marked and where the context states it. */
    public TextDocument document(TaskExample example) {
        String prompt = format.prompt(example);
        String answer = BEFORE_AN_ANSWER + goldAnswer(example);
        int start = format.before().length();
        List<Span> places = example.evidence().stream()
                .map(span -> new Span(span.from() + start, span.to() + start))
                .toList();
        return new TextDocument(
                example.id(),
                prompt + answer,
                List.of(new Span(prompt.length(), prompt.length() + answer.length())),
                places.isEmpty() ? List.of() : List.of(new Evidence(prompt.length(), places)),
                true);
    }
}
