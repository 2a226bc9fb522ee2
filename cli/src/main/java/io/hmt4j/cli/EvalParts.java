package io.hmt4j.cli;

import io.hmt4j.InputException;
import io.hmt4j.data.TokenizingListener;
import io.hmt4j.data.WholeDocuments;
import io.hmt4j.eval.run.Evaluation;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.task.ExampleFile;
import io.hmt4j.task.ExampleGenerator;
import io.hmt4j.task.GenerationRequest;
import io.hmt4j.task.Task;
import io.hmt4j.task.TaskExample;
import io.hmt4j.task.TextLength;
import io.hmt4j.tokenizer.SpecialTokens;
import io.hmt4j.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The parts of an evaluation as the flags name them, one after the other. */
final class EvalParts {

    /** Between the seeds of a training's examples, its validation's (1,000,003) and these: none is asked that was trained. */
    private static final long EVALUATION_SEED = 2_000_003;

    private final Evaluation evaluation;
    private final TokenizingListener tokenizing;
    private final HmtModel model;
    private final EvalTextFlags texts;
    private final EvalTaskFlags tasks;
    private final HidingFlags hiding;
    private final int limit;
    private final long seed;

    EvalParts(
            Evaluation evaluation,
            TokenizingListener tokenizing,
            HmtModel model,
            EvalTextFlags texts,
            EvalTaskFlags tasks,
            HidingFlags hiding,
            int limit,
            long seed) {
        this.evaluation = evaluation;
        this.tokenizing = tokenizing;
        this.model = model;
        this.texts = texts;
        this.tasks = tasks;
        this.hiding = hiding;
        this.limit = limit;
        this.seed = seed;
    }

    /** Runs them, until they are done or it is to stop. */
    void run(List<Task> named, BooleanSupplier stop) {
        if (!texts.data().isEmpty()) {
            predictTexts(stop);
        }
        Map<String, Path> files = tasks.files();
        for (Task task : named) {
            if (!stop.getAsBoolean()) {
                run(task, files);
            }
        }
    }

    private void predictTexts(BooleanSupplier stop) {
        try (WholeDocuments documents = texts.open(model.text(), tokenizing)) {
            if (texts.protocol() == EvalTextFlags.Protocol.FIXED) {
                evaluation.fixedTargets(documents.iterator(), texts.contexts(), limit);
                return;
            }
            for (int length : texts.lengths(model.config().segmentTokens())) {
                if (!stop.getAsBoolean()) {
                    evaluation.passages(documents.iterator(), length, limit);
                }
            }
        }
    }

    private void run(Task task, Map<String, Path> files) {
        Path file = files.get(task.name());
        if (file == null) {
            generate(task);
            return;
        }
        try (Stream<TaskExample> examples = ExampleFile.read(task, file)) {
            Iterator<TaskExample> asked =
                    examples.skip(tasks.skip()).limit(limit).iterator();
            if (!asked.hasNext()) {
                throw new InputException(file + " has no example behind the first " + tasks.skip() + " (--skip)");
            }
            evaluation.task(task, asked, 0, tasks.chat());
        }
    }

    private void generate(Task task) {
        ExampleGenerator generator = task.requireGenerator();
        Tokenizer tokenizer = model.text().tokenizer();
        TextLength length = TextLength.tokens(
                tasks.tokens(model.config().segmentTokens()),
                text -> tokenizer.encode(text, SpecialTokens.AS_TEXT).length);
        GenerationRequest request = hiding.request(task, length, seed + EVALUATION_SEED);
        Stream<TaskExample> examples =
                LongStream.range(0, tasks.count()).mapToObj(number -> generator.generate(request, number));
        evaluation.task(task, examples.iterator(), tasks.count(), tasks.chat());
    }
}
