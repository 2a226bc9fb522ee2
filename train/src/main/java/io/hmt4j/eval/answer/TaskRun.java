package io.hmt4j.eval.answer;

import io.hmt4j.InputException;
import io.hmt4j.data.Span;
import io.hmt4j.eval.lineup.Contender;
import io.hmt4j.eval.lineup.Lineup;
import io.hmt4j.eval.lineup.Ready;
import io.hmt4j.eval.lineup.Recall;
import io.hmt4j.eval.lineup.Row;
import io.hmt4j.generate.Generation;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.metric.AnswerMetrics;
import io.hmt4j.task.Task;
import io.hmt4j.task.TaskExample;
import io.hmt4j.task.TaskMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts the examples of a task to all rows: greedily generated answers, or the most likely of several choices. */
public final class TaskRun {

    private final Task task;
    private final Lineup lineup;
    private final ExampleEncoder encoder;
    private final GenerationOptions options;

    /**
     * A run.
     *
     * @param chat whether questions are put in the words of the model's chat template
     */
    public TaskRun(Task task, Lineup lineup, boolean chat) {
        this.task = task;
        this.lineup = lineup;
        this.encoder = new ExampleEncoder(task, lineup.model().text(), chat);
        this.options = GenerationOptions.greedy(task.answerTokens())
                .withEndIds(lineup.model().endIds())
                .withStopStrings(task.stops());
    }

    /**
     * Has one example answered by all rows.
     *
     * @return empty where the listener cancelled
     */
    public Optional<Answered> answer(EncodedExample encoded, ReadListener listener) {
        TaskExample example = encoded.example();
        if (encoded.tokens() == 0) {
            throw new InputException(example.id() + " is empty: neither context nor question has a token");
        }
        int answerTokens = encoded.choices().stream()
                .mapToInt(choice -> choice.length)
                .max()
                .orElse(task.answerTokens());
        Map<Row, Outcome> outcomes = new LinkedHashMap<>();
        for (Contender contender : lineup.contenders()) {
            List<Optional<Ready>> ready =
                    contender.ready(encoded.context(), encoded.question(), answerTokens, listener);
            try {
                for (int i = 0; i < ready.size(); i++) {
                    Row row = contender.rows().get(i);
                    ready.get(i).ifPresent(one -> outcomes.put(row, outcome(row, one, encoded, listener)));
                }
            } finally {
                ready.forEach(one -> one.ifPresent(Ready::close));
            }
            if (listener.cancelled()) {
                return Optional.empty();
            }
        }
        int segment = lineup.model().config().segmentTokens();
        int open = encoded.answerSegment(segment);
        OptionalInt distance = encoded.evidence().stream()
                .mapToInt(span -> open - (span.to() - 1) / segment)
                .min();
        return Optional.of(new Answered(example, outcomes, encoded.tokens(), open + 1, distance));
    }

    /** An example as tokens. */
    public EncodedExample encode(TaskExample example) {
        return encoder.encode(example);
    }

    private Outcome outcome(Row row, Ready ready, EncodedExample encoded, ReadListener listener) {
        Boolean recalled = recalled(ready.recall(), encoded.evidence());
        return encoded.choices().isEmpty()
                ? free(ready, encoded.example(), recalled, listener)
                : chosen(row, ready, encoded, recalled);
    }

    private Outcome free(Ready ready, TaskExample example, @Nullable Boolean recalled, ReadListener listener) {
        Generation answer = ready.generate(options, new GenerationListener() {
            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        });
        Map<String, Double> scores = new LinkedHashMap<>();
        for (TaskMetric metric : task.metrics()) {
            scores.put(
                    metric.key(),
                    AnswerMetrics.named(metric.key()).score(answer.text().strip(), example.answers()));
        }
        return new Outcome(answer.text(), scores, recalled);
    }

    private Outcome chosen(Row row, Ready ready, EncodedExample encoded, @Nullable Boolean recalled) {
        List<String> choices = encoder.choices(encoded.example());
        String gold = encoded.example().answers().get(0);
        if (!choices.contains(gold)) {
            throw new InputException(encoded.example().id() + ": the answer \"" + gold + "\" is none of the choices: "
                    + String.join(", ", choices));
        }
        List<double[]> losses = new ArrayList<>();
        for (int[] choice : encoded.choices()) {
            losses.add(ready.score(choice));
        }
        if (losses.stream().flatMapToDouble(Arrays::stream).anyMatch(loss -> !Double.isFinite(loss))) {
            throw new InputException("row " + row.key()
                    + ": a loss is no number; the weights are broken, or their format is too narrow (try --weights"
                    + " f32)");
        }
        ChoiceScores scores = ChoiceScores.of(choices, losses);
        return new Outcome(scores.byTokens(), scores.against(gold), recalled);
    }

    /** Whether recall found evidence; evidence in the open segment itself needs none. */
    private @Nullable Boolean recalled(@Nullable Recall recall, List<Span> evidence) {
        int segment = lineup.model().config().segmentTokens();
        if (recall == null || evidence.isEmpty()) {
            return null;
        }
        Set<Integer> wanted = Set.copyOf(evidence.stream()
                .flatMapToInt(span -> IntStream.rangeClosed(span.from() / segment, (span.to() - 1) / segment))
                .filter(number -> number < recall.segment())
                .boxed()
                .distinct()
                .toList());
        return wanted.isEmpty() ? null : wanted.contains(recall.strongest());
    }
}
