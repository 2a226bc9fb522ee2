package io.hmt4j.cli;

import io.hmt4j.tensor.Engine;
import io.hmt4j.train.Trainer;
import io.hmt4j.train.TrainingListener;
import io.hmt4j.train.TrainingStep;
import io.hmt4j.train.bptt.Figures;
import io.hmt4j.train.log.Progress;
import io.hmt4j.train.log.Throughput;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.recipe.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hmt train}. */
@Command(
        name = "train",
        header = "Trains a memory, with or without its backbone, by a recipe.",
        description = {
            "RECIPE says which model learns what from which texts; recipes/reference.yaml explains every key. The run's folder"
                    + " (output) gets checkpoints that read, ask and eval take with --hmt, the figures as JSON lines and for"
                    + " TensorBoard, and at the end the folder \"final\". Ctrl-C or SIGTERM saves and ends; --resume goes on, also after a"
                    + " crash, and ends with the weights of a run that was never stopped."
        })
final class TrainCommand implements Callable<Integer> {

    private final Console console;
    private final Interrupts interrupts;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The recipe, a YAML file.")
    private Path recipe;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set a key of the recipe, such as stages.0.steps=200. Repeatable.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--resume", description = "Go on from the run's last checkpoint.")
    private boolean resume;

    TrainCommand(Console console, Interrupts interrupts) {
        this.console = console;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() {
        interrupts.listen();
        interrupts.listenToTermination();
        Recipe loaded = Recipe.load(recipe, set);
        Watcher watcher = new Watcher(loaded);
        Trainer trainer = new Trainer(loaded, watcher);
        Path result;
        try {
            result = resume ? trainer.resume() : trainer.start();
        } catch (TokenizingLine.Stopped stopped) {
            watcher.line.clear();
            console.say("hmt: " + stopped.getMessage() + "; --resume goes on with the files that are not done");
            return ExitCode.INTERRUPTED;
        }
        watcher.line.clear();
        if (interrupts.raised()) {
            console.say("hmt: interrupted; --resume goes on from " + result);
            return ExitCode.INTERRUPTED;
        }
        console.printLine(result.toString());
        return ExitCode.FINE;
    }

    /** Shows how the run goes on. */
    private final class Watcher implements TrainingListener {

        private final Recipe recipe;
        private final OverwrittenLine line = new OverwrittenLine(console, true);
        private final TokenizingLine tokenizing = new TokenizingLine(line, interrupts);
        private final Throughput throughput = new Throughput();
        private long laterSteps;

        Watcher(Recipe recipe) {
            this.recipe = recipe;
        }

        @Override
        public void tokenized(String file, long documents, long tokens) {
            tokenizing.tokenized(file, documents, tokens);
        }

        @Override
        public void stageStarted(Stage stage, long step) {
            line.clear();
            laterSteps = recipe.stages().stream()
                    .skip(recipe.stages().indexOf(stage) + 1L)
                    .mapToLong(Stage::steps)
                    .sum();
            console.say(
                    "hmt: stage " + stage.name() + ", " + stage.mode().name().toLowerCase(Locale.ROOT)
                            + (step == 0 ? "" : ", from step " + step) + " of " + stage.steps());
        }

        @Override
        public void drawnAgain(double accuracy, int draw) {
            line.clear();
            console.say(String.format(
                    Locale.ROOT,
                    "hmt: answers %.1f %%, which initialize.accept_accuracy refuses; draw %d of the weights",
                    100 * accuracy,
                    draw + 1));
        }

        @Override
        public void stepped(TrainingStep step) {
            throughput.step(step.figures().tokens(), step.seconds());
            Progress progress = new Progress(
                    step.stage(),
                    step.stageStep(),
                    step.stageSteps(),
                    step.segments(),
                    step.figures().loss(),
                    step.figures().answerAccuracy(),
                    throughput.tokensPerSecond(),
                    throughput.secondsFor(step.stageSteps() - step.stageStep() + laterSteps),
                    Engine.peakResidentBytes());
            if (console.isWatched()) {
                line.show(progress.line());
            } else if (step.step() % recipe.log().every() == 0) {
                console.say(progress.line());
            }
        }

        @Override
        public void validated(Stage stage, long step, Figures figures, boolean best) {
            line.clear();
            String answers = Double.isNaN(figures.answerAccuracy())
                    ? ""
                    : String.format(Locale.ROOT, ", answers %.1f %%", 100 * figures.answerAccuracy());
            console.say(String.format(
                    Locale.ROOT,
                    "hmt: step %,d: validation loss %.4f, perplexity %.3f%s%s%s",
                    step,
                    figures.tokenLoss(),
                    Math.exp(figures.tokenLoss()),
                    answers,
                    objective(figures),
                    best ? ", the best so far" : ""));
        }

        /** What decides which validation is the best; nothing where that is the loss of the tokens. */
        private static String objective(Figures figures) {
            String whole = String.format(Locale.ROOT, "%.4f", figures.loss());
            return whole.equals(String.format(Locale.ROOT, "%.4f", figures.tokenLoss())) ? "" : ", objective " + whole;
        }

        @Override
        public void remarked(String remark) {
            line.clear();
            console.say("hmt: " + remark);
        }

        @Override
        public boolean cancelled() {
            return interrupts.raised();
        }
    }
}
