package io.hmt4j.bench.training;

import io.hmt4j.InputException;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraConfig;
import io.hmt4j.backbone.adapter.ModuleNames;
import io.hmt4j.bench.BackwardPass;
import io.hmt4j.bench.Clocks;
import io.hmt4j.bench.Median;
import io.hmt4j.bench.training.TrainingTask.Trained;
import io.hmt4j.bench.trial.TrialJson;
import io.hmt4j.data.Document;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Trains in this process. Reads the task as JSON from standard input, prints the outcome as one line of JSON. */
public final class TrainingMain {

    private static final int RANK = 8;
    private static final double ALPHA = 16;

    private final TrainingTask task;

    private TrainingMain(TrainingTask task) {
        this.task = task;
    }

    /** Runs the task; exit code 1 with one line on standard error where it fails. */
    public static void main(String[] arguments) throws IOException {
        try {
            String json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            System.out.println(TrialJson.of(new TrainingMain(TrialJson.parse(json, TrainingTask.class)).run()));
        } catch (InputException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }

    private TrainingOutcome run() {
        Engine.setThreads(task.threads());
        try (HmtModel model = HmtModel.load(Path.of(task.model()), options())) {
            choose(model);
            BackwardPass pass = new BackwardPass(model, documents(model), task.products());
            pass.run(task.exact());
            Clocks clocks = new Clocks();
            double[] seconds = new double[task.repeats()];
            for (int repeat = 0; repeat < task.repeats(); repeat++) {
                double before = clocks.wall();
                clocks.add(() -> pass.run(task.exact()));
                seconds[repeat] = clocks.wall() - before;
            }
            return new TrainingOutcome(
                    task.tokens() / Median.of(seconds),
                    task.tokens() * task.repeats() / clocks.computed(),
                    Engine.peakResidentBytes(),
                    Engine.blas());
        }
    }

    private ModelOptions options() {
        LoadOptions backbone = LoadOptions.cpu();
        if (task.trained() == Trained.LORA) {
            LoraConfig lora = LoraConfig.of(RANK, ALPHA, new ModuleNames.AllLinear());
            backbone = backbone.with(new AdapterUse.Fresh(lora, 1));
        }
        return ModelOptions.DEFAULT.withBackbone(backbone).withSettings(config -> config.toBuilder()
                .segmentTokens(task.segmentTokens())
                .sensoryTokens(Math.min(config.sensoryTokens(), task.segmentTokens()))
                .build());
    }

    private void choose(HmtModel model) {
        train(model.parameters().byName());
        LoraAdapters adapters = model.backbone().adapters();
        if (adapters != null) {
            train(adapters.parameters());
        } else {
            train(model.backbone().parameters());
        }
    }

    private static void train(Map<String, Tensor> parameters) {
        parameters.values().forEach(parameter -> parameter.set_requires_grad(true));
    }

    private List<Document> documents(HmtModel model) {
        Random random = new Random(1);
        int vocabulary = model.backbone().shape().vocabulary();
        int tokens = task.segmentTokens() * task.segments();
        return IntStream.range(0, task.documents())
                .mapToObj(i -> Document.plain(
                        "random " + i, random.ints(tokens, 0, vocabulary).toArray()))
                .toList();
    }
}
