package io.hmt4j.eval.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.data.Span;
import io.hmt4j.eval.TinyEval;
import io.hmt4j.eval.lineup.Lineup;
import io.hmt4j.eval.lineup.Row;
import io.hmt4j.generate.GenerationListener;
import io.hmt4j.generate.GenerationOptions;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ReadListener;
import io.hmt4j.metric.Bootstrap;
import io.hmt4j.task.PromptFormat;
import io.hmt4j.task.Task;
import io.hmt4j.task.TaskExample;
import io.hmt4j.task.TaskMetric;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRunTest {

    private static final Task FREE = task(List.of(TaskMetric.EXACT_MATCH, TaskMetric.F1), List.of());
    private static final Task SHORT = task("{question}", List.of(TaskMetric.EXACT_MATCH), List.of());
    private static final Task CHOICE = task(List.of(TaskMetric.ACCURACY), List.of("yes", "no", "maybe"));
    private static final String CONTEXT =
            "The gate is green. Nobody knows who painted it, and nobody asks. The key of the gate lies under a stone.";
    private static final TaskExample EXAMPLE = new TaskExample(
            "one", CONTEXT, "Where is the key?", List.of("beneath"), List.of(), List.of(new Span(65, 70)));

    @TempDir
    static Path folder;

    private static HmtModel model;
    private static Lineup lineup;

    @BeforeAll
    static void load() {
        TinyEval.write(folder, 1);
        model = TinyEval.load(folder, TinyEval.CONFIG.toBuilder().bankSize(20).build());
        lineup = TinyEval.lineup(model, folder).build();
    }

    @AfterAll
    static void close() {
        lineup.close();
        model.close();
    }

    @Test
    void aPromptIsTheContextAndTheQuestionAndNeverHoldsTheAnswer() {
        EncodedExample encoded = new TaskRun(FREE, lineup, false).encode(EXAMPLE);
        Tokenizer tokenizer = model.text().tokenizer();

        assertThat(tokenizer.decode(encoded.context(), false)).isEqualTo("Read: " + CONTEXT);
        assertThat(tokenizer.decode(encoded.question(), false)).isEqualTo("\nQuestion: Where is the key?\nAnswer:");
        assertThat(tokenizer.decode(encoded.context(), false) + tokenizer.decode(encoded.question(), false))
                .doesNotContain("beneath");
        assertThat(encoded.evidence()).containsExactly(new Span(6 + 65, 6 + 70));
    }

    @Test
    void theModelAnswersAsItDoesWhenItReadsTheContextAndIsAsked() {
        TaskRun run = new TaskRun(FREE, lineup, false);
        EncodedExample encoded = run.encode(EXAMPLE);
        Outcome outcome = answered(run, EXAMPLE).outcomes().get(lineup.subject());
        try (DocumentMemory memory = model.newMemory()) {
            model.read(memory, encoded.context());
            model.endSegment(memory);
            String direct = model.generate(
                            memory,
                            encoded.question(),
                            GenerationOptions.greedy(5).withStopStrings(List.of("\n")),
                            GenerationListener.SILENT)
                    .text();
            assertThat(Objects.requireNonNull(outcome).prediction()).isEqualTo(direct);
        }
        assertThat(Objects.requireNonNull(outcome).scores()).containsOnlyKeys("exact_match", "f1");
    }

    @Test
    void fullAttentionIsMissingWhereThePromptDoesNotFitAndWindowsSeeItsEnd() {
        Answered one = answered(new TaskRun(FREE, lineup, false), EXAMPLE);
        assertThat(one.outcomes().keySet().stream().map(Row::key))
                .contains("hmt", "hmt-zeroed", "stage1", "rmt", "window", "window-budget")
                .doesNotContain("full", "hmt-foreign");
        TaskExample shorter = new TaskExample("two", "Short.", "What?", List.of("x"), List.of(), List.of());
        assertThat(answered(new TaskRun(FREE, lineup, false), shorter).outcomes().keySet().stream()
                        .map(Row::key))
                .contains("full");
    }

    @Test
    void theChoiceWithTheLowestLossIsTaken() {
        TaskExample asked = new TaskExample("three", CONTEXT, "Is it green?", List.of("yes"), List.of(), List.of());
        TaskRun run = new TaskRun(CHOICE, lineup, false);
        EncodedExample encoded = run.encode(asked);
        assertThat(encoded.choices().stream()
                        .map(ids -> model.text().tokenizer().decode(ids, false)))
                .containsExactly(" yes", " no", " maybe");
        Outcome outcome = answered(run, asked).outcomes().get(lineup.subject());
        try (DocumentMemory memory = model.newMemory()) {
            model.read(memory, encoded.context());
            model.endSegment(memory);
            double best = Double.MAX_VALUE;
            int chosen = -1;
            for (int i = 0; i < 3; i++) {
                double[] losses = model.score(
                        memory, encoded.question(), encoded.choices().get(i));
                double mean = Arrays.stream(losses).average().orElseThrow();
                if (mean < best) {
                    best = mean;
                    chosen = i;
                }
            }
            assertThat(Objects.requireNonNull(outcome).prediction())
                    .isEqualTo(List.of("yes", "no", "maybe").get(chosen));
        }
        assertThat(Objects.requireNonNull(outcome).scores()).containsOnlyKeys("accuracy", "acc", "acc_norm");
    }

    @Test
    void choicesAreComparedByTheirSumPerCharacterAndPerToken() {
        ChoiceScores scores = ChoiceScores.of(
                List.of("abcdefgh", "ab", "abc"),
                List.of(new double[] {4, 4}, new double[] {7}, new double[] {2.5, 2.5, 2.5, 0.5}));
        assertThat(scores).isEqualTo(new ChoiceScores("ab", "abcdefgh", "abc"));
        assertThat(scores.against("ab")).isEqualTo(Map.of("accuracy", 0.0, "acc", 1.0, "acc_norm", 0.0));
    }

    @Test
    void anAnswerThatIsNoChoiceIsRefused() {
        TaskExample wrong = new TaskExample("four", CONTEXT, "Green?", List.of("blue"), List.of(), List.of());
        assertThatThrownBy(() -> answered(new TaskRun(CHOICE, lineup, false), wrong))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("four: the answer \"blue\" is none of the choices: yes, no, maybe");
    }

    @Test
    void recallIsRightWhereTheStrongestMemoryIsOfASegmentWithEvidence() {
        TaskRun run = new TaskRun(SHORT, lineup, false);
        int found = 0;
        for (int from = 0; from < CONTEXT.length(); from += 6) {
            TaskExample example = new TaskExample(
                    "at " + from, CONTEXT, "Key?", List.of("x"), List.of(), List.of(new Span(from, from + 1)));
            EncodedExample encoded = run.encode(example);
            int evidence = (6 + from) / 12;
            int open = (encoded.context().length + 11) / 12 + (encoded.question().length - 1) / 12;
            Answered one = answered(run, example);

            assertThat(one.distance()).hasValue(open - evidence);
            Boolean recalled =
                    Objects.requireNonNull(one.outcomes().get(lineup.subject())).recalled();
            assertThat(recalled).isEqualTo(evidence == strongest(encoded));
            found += Boolean.TRUE.equals(recalled) ? 1 : 0;
        }
        assertThat(found).isPositive();
    }

    @Test
    void withoutAQuestionTheAnswerBeginsInTheContextsLastSegment() {
        EncodedExample unasked = new EncodedExample(EXAMPLE, new int[24], new int[0], List.of(), List.of());
        EncodedExample asked = new EncodedExample(EXAMPLE, new int[25], new int[13], List.of(), List.of());
        assertThat(unasked.answerSegment(12)).isEqualTo(1);
        assertThat(asked.answerSegment(12)).isEqualTo(4);
    }

    /** The segment whose memory the last segment of the prompt recalls most. */
    private static int strongest(EncodedExample encoded) {
        try (DocumentMemory memory = model.newMemory();
                Scope scope = Scope.withoutGradient()) {
            model.read(memory, encoded.context());
            model.endSegment(memory);
            int before = Math.toIntExact(memory.segments());
            List<Integer> distances = model.trace(List.of(memory), List.of(encoded.question()), ReadListener.SILENT)
                    .get(0)
                    .retrievalDistances();
            int last = distances.size() - 1;
            return before + last - distances.get(last);
        }
    }

    @Test
    void figuresAreMeansWithPairedDifferences() {
        TaskRun run = new TaskRun(FREE, lineup, false);
        List<Answered> answered = List.of(answered(run, EXAMPLE), answered(run, EXAMPLE));
        TaskFigures figures = new TaskFigures(FREE, lineup.rows(), answered, new Bootstrap(50, 0.95, 1));
        assertThat(figures.byRow().stream().map(row -> row.row().key()))
                .containsExactly("hmt", "hmt-zeroed", "hmt-preceding", "stage1", "rmt", "window", "window-budget");
        RowFigures first = figures.byRow().get(0);
        assertThat(first.examples()).isEqualTo(2);
        assertThat(List.copyOf(first.scores().keySet())).containsExactly("exact_match", "f1");
        assertThat(first.difference()).isNull();
        assertThat(figures.byRow().get(1).difference()).isNotNull();
        assertThat(figures.byDistance()).hasSize(1);
        assertThat(figures.byLength().get(0).bucket().label()).isEqualTo("9 to 16");
    }

    @Test
    void rangesEndAtDoublings() {
        assertThat(List.of(0, 1, 2, 3, 4, 5, 8, 9, 100).stream().map(Bucket::of).map(Bucket::label))
                .containsExactly("0", "1", "2", "3 to 4", "3 to 4", "5 to 8", "5 to 8", "9 to 16", "65 to 128");
    }

    private static Answered answered(TaskRun run, TaskExample example) {
        return run.answer(run.encode(example), ReadListener.SILENT).orElseThrow();
    }

    private static Task task(List<TaskMetric> metrics, List<String> choices) {
        return task("\nQuestion: {question}\nAnswer:", metrics, choices);
    }

    private static Task task(String after, List<TaskMetric> metrics, List<String> choices) {
        return new Task(
                "gate",
                "Asks about a gate",
                new PromptFormat("Read: ", after),
                metrics,
                5,
                List.of("\n"),
                choices,
                null);
    }
}
