package io.hmt4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.facts.FactsVocabulary;
import io.hmt4j.memory.DocumentMemory;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.train.bptt.Figures;
import io.hmt4j.train.recipe.Recipe;
import io.hmt4j.train.recipe.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    /** Losses of every tenth step, written down on 2026-11-22 and, for stage 2, 2026-11-23 with MKL: the same seed learns the same. */
    private static final List<Double> GOLDEN_STAGE1 = List.of(4.795281, 4.630039, 4.419253, 4.133707, 3.758103);

    private static final List<Double> GOLDEN_STAGE2 = List.of(5.402721, 4.918679, 4.582351, 4.231858, 3.843916);

    private static final double GOLDEN_TOLERANCE = 1e-4;

    private static final String BFLOAT16 = "precision=bfloat16";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        DemoModelFolder.write(folder.resolve("model"));
    }

    @Test
    void bothStagesLearnAsTheyDidWhenTheirLossesWereWrittenDown() {
        List<Double> losses = new ArrayList<>();
        new Trainer(recipe("out", 50), collecting(losses)).start();

        assertThat(losses).hasSize(100);
        assertCurve(
                losses,
                Stream.concat(GOLDEN_STAGE1.stream(), GOLDEN_STAGE2.stream()).toList());
        assertThat(losses.get(49)).isLessThan(losses.get(0) - 1);
    }

    @Test
    void aRunThatWasStoppedAnywhereEndsWithTheWeightsOfOneThatWasNot() {
        Path whole = new Trainer(recipe("whole", 6), TrainingListener.SILENT).start();
        for (int stop : List.of(1, 4, 6, 9)) {
            Recipe recipe = recipe("stopped" + stop, 6);
            Path checkpoint = new Trainer(recipe, stoppingAfter(stop)).start();
            assertThat(checkpoint).hasFileName("step-0000000" + stop);
            Path end = new Trainer(recipe, TrainingListener.SILENT).resume();
            assertSameTensors(end, whole);
            assertThat(lines(end.resolveSibling("logs/metrics.jsonl")))
                    .hasSameSizeAs(lines(whole.resolveSibling("logs/metrics.jsonl")));
        }
    }

    @Test
    void aRunGoesOnExactlyWhereAStepReachesOnlySomeTensors() throws IOException {
        List<String> words = FactsVocabulary.words();
        String text =
                new Random(1).ints(5000, 10, words.size()).mapToObj(words::get).collect(Collectors.joining(" "));
        Files.writeString(folder.resolve("text.txt"), text);
        String[] rehearsing = {
            "data.train=[{path: text.txt}]",
            "stages.1.loss={tokens: all}",
            "stages.1.segments=[1, 2]",
            "stages.1.curriculum.latest=[0.2]",
            "stages.1.curriculum.rehearse=0.6"
        };
        Path whole = new Trainer(recipe("whole", 12, rehearsing), TrainingListener.SILENT).start();
        for (int stop : List.of(13, 15, 17, 18, 20, 21)) {
            Recipe recipe = recipe("stopped" + stop, 12, rehearsing);
            new Trainer(recipe, stoppingAfter(stop)).start();
            assertSameTensors(new Trainer(recipe, TrainingListener.SILENT).resume(), whole);
        }
    }

    @Test
    void aStageReadsTextsOfItsOwnAndTheNextBeginsItsOwn() {
        String own = "stages.0.texts=[{generate: facts, options: {seed: 5, dense_documents: 1.0}}]";
        Path whole = new Trainer(recipe("whole", 6, own), TrainingListener.SILENT).start();
        Path shared = new Trainer(recipe("shared", 6), TrainingListener.SILENT).start();
        assertThat(documentsRead(whole)).isEqualTo(24);
        assertThat(documentsRead(shared)).isEqualTo(48);
        for (int stop : List.of(4, 7)) {
            Recipe recipe = recipe("stopped" + stop, 6, own);
            new Trainer(recipe, stoppingAfter(stop)).start();
            assertSameTensors(new Trainer(recipe, TrainingListener.SILENT).resume(), whole);
        }
    }

    @Test
    void stepsBehindTheLastCheckpointAreTakenAgain() {
        Path whole = new Trainer(recipe("whole", 6), TrainingListener.SILENT).start();
        Recipe recipe = recipe("crashed", 6);
        assertThatThrownBy(() -> new Trainer(recipe, crashingAfter(5)).start()).hasMessage("crash");
        Path end = new Trainer(recipe, TrainingListener.SILENT).resume();
        assertSameTensors(end, whole);
    }

    @Test
    void whatARunLeavesIsReadyForUse() {
        Path end = new Trainer(recipe("out", 4), TrainingListener.SILENT).start();
        try (HmtModel model = HmtModel.load(folder.resolve("model"), ModelOptions.DEFAULT.withHmtFolder(end));
                DocumentMemory memory = model.newMemory()) {
            assertThat(model.config().mode()).isEqualTo(Mode.HMT);
            assertThat(model.config().memoryVectors()).isEqualTo(2);
            model.read(memory, new int[100]);
            assertThat(memory.segments()).isEqualTo(4);
        }
        assertThat(end.resolveSibling("checkpoints")).isDirectoryContaining("glob:**step-00000008");
        assertThat(end.resolveSibling("best").resolve("hmt.safetensors")).exists();
    }

    @Test
    void aStageLeavesItsBestWhereItIsToldTo() throws IOException {
        String[] diverging = {
            "stages.0.train={memory: 1.0, backbone: 0.5}",
            "stages.0.schedule={warmup: 6}", // each step does more harm than the one before
            "stages.1.schedule={warmup: 6}",
            "stages.0.validation={every: 1, documents: 8, segments: 2, load_best_at_end: true}",
            "stages.1.validation={every: 1, documents: 8, segments: 2, load_best_at_end: true}",
            "stages.1.train={memory: 1.0, backbone: 0.5}"
        };
        Path whole = new Trainer(recipe("whole", 6, diverging), TrainingListener.SILENT).start();
        assertSameTensors(whole, whole.resolveSibling("best"));
        Path last = whole.resolveSibling("checkpoints/step-00000012");
        assertThat(Files.readAllBytes(whole.resolve("model.safetensors")))
                .as("the last weights are not the best")
                .isNotEqualTo(Files.readAllBytes(last.resolve("model.safetensors")));
        assertThat(whole).isDirectoryNotContaining("glob:**training.json");
        for (int stop : List.of(6, 7)) {
            Recipe recipe = recipe("stopped" + stop, 6, diverging);
            new Trainer(recipe, stoppingAfter(stop)).start();
            Path end = new Trainer(recipe, TrainingListener.SILENT).resume();
            assertSameTensors(end, whole);
            assertSameTensors(end.resolveSibling("stage-1"), whole.resolveSibling("stage-1"));
        }
    }

    @Test
    void anExplodingGradientEndsTheRunAndNamesStepAndTensor() {
        Recipe recipe = recipe("out", 4, "stages.0.optimizer.stop_norm=1e-3");
        assertThatThrownBy(() -> new Trainer(recipe, TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("step 1 of stage")
                .hasMessageContaining("largest: ")
                .hasMessageContaining("above optimizer.stop_norm, 0.001");
    }

    @Test
    void onlyTheLastCheckpointsAreKept() throws IOException {
        Path end = new Trainer(recipe("out", 6), TrainingListener.SILENT).start();
        try (Stream<Path> checkpoints = Files.list(end.resolveSibling("checkpoints"))) {
            assertThat(checkpoints.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000010", "step-00000012");
        }
    }

    @Test
    void frozenWeightsDoNotMove() {
        Recipe recipe = recipe(
                "out",
                4,
                "stages.0.train.backbone=null",
                "stages.1.train.backbone=null",
                "stages.0.train.memory=1e-2",
                "stages.1.train.memory=1e-2");
        Path end = new Trainer(recipe, TrainingListener.SILENT).start();
        Map<String, float[]> before = tensors(end.resolveSibling("initial"));
        Map<String, float[]> after = tensors(end);
        before.forEach((name, values) -> {
            if (name.startsWith("model.")) {
                assertThat(after.get(name)).as(name).containsExactly(values);
            } else {
                assertThat(after.get(name)).as(name).isNotEqualTo(values);
            }
        });
    }

    @Test
    void aLoraIsTrainedBesideFrozenWeightsAndWrittenAsPeftDoes() {
        Recipe recipe = recipe(
                "out",
                4,
                "stages.1.train={memory: 1e-3, lora: 1e-2}",
                "stages.1.lora={rank: 4, alpha: 8, targets: [q_proj, v_proj], dropout: 0.1}");
        Path end = new Trainer(recipe, TrainingListener.SILENT).start();
        assertThat(end.resolve("adapter_config.json")).exists();
        Map<String, float[]> after = tensors(end);
        assertThat(after).containsKey("base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight");
        assertThat(after.get("base_model.model.model.layers.1.self_attn.v_proj.lora_B.weight"))
                .isNotEqualTo(new float[32 * 4]);
        Recipe again = recipe(
                "stopped",
                4,
                "stages.1.train={memory: 1e-3, lora: 1e-2}",
                "stages.1.lora={rank: 4, alpha: 8, targets: [q_proj, v_proj], dropout: 0.1}");
        new Trainer(again, stoppingAfter(6)).start();
        assertSameTensors(new Trainer(again, TrainingListener.SILENT).resume(), end);
    }

    @Test
    void aLoraIsGoneOnWithOnlyAsTheRecipeDescribesIt() throws IOException {
        String trained = "stages.1.train={memory: 1e-3, lora: 1e-2}";
        String[] started = {"initialize=null", "hmt=lora/final", "stages.0.train={memory: 1e-3, lora: 1e-2}", trained};
        Path drawn = new Trainer(recipe("drawn", 1), TrainingListener.SILENT).start();
        Files.copy(drawn.resolve("model.safetensors"), folder.resolve("model/model.safetensors"));
        new Trainer(
                        recipe(
                                "lora",
                                1,
                                "initialize=null",
                                trained,
                                "stages.1.lora={rank: 4, alpha: 8, targets: [q_proj, v_proj], dropout: 0.1}"),
                        TrainingListener.SILENT)
                .start();
        assertThatThrownBy(() -> goingOn("targets", started, "targets: [q_proj], dropout: 0.1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds a LoRA on q_proj, v_proj (4 layers); the recipe's lora selects by targets"
                        + " q_proj (2 layers)");
        assertThatThrownBy(() -> goingOn("all", started, "dropout: 0.1"))
                .hasMessageContaining("selects by targets down_proj, gate_proj, k_proj, o_proj, q_proj, up_proj, v_proj"
                        + " (14 layers)");
        assertThatThrownBy(() -> goingOn("dropout", started, "targets: [q_proj, v_proj]"))
                .hasMessageContaining("alpha 8.0, dropout 0.1, rslora false; the recipe's lora has rank 4")
                .hasMessageContaining("dropout 0.0");
        assertThat(goingOn("same", started, "targets: '.*[qv]_proj', dropout: 0.1"))
                .exists();
    }

    private Path goingOn(String output, String[] started, String lora) {
        List<String> overrides = new ArrayList<>(List.of(started));
        overrides.add("stages.0.lora={rank: 4, alpha: 8, " + lora + "}");
        return new Trainer(recipe(output, 1, overrides.toArray(String[]::new)), TrainingListener.SILENT).start();
    }

    @Test
    void inBfloat16ItLearnsAsInFloat32AndGoesOnExactly() {
        List<Double> exact = new ArrayList<>();
        new Trainer(recipe("exact", 12), collecting(exact)).start();
        List<Double> rounded = new ArrayList<>();
        Path whole =
                inBfloat16(recipe("whole", 12, BFLOAT16), collecting(rounded)).start();

        assertThat(rounded).hasSameSizeAs(exact).isNotEqualTo(exact);
        for (int step = 0; step < exact.size(); step++) {
            assertThat(rounded.get(step)).as("step " + step).isCloseTo(exact.get(step), within(0.02));
        }
        for (int stop : List.of(4, 15)) {
            Recipe recipe = recipe("stopped" + stop, 12, BFLOAT16);
            inBfloat16(recipe, stoppingAfter(stop)).start();
            assertSameTensors(inBfloat16(recipe, TrainingListener.SILENT).resume(), whole);
        }
    }

    @Test
    void aLoraIsTrainedInBfloat16AndGoesOnExactly() {
        String[] lora = {
            BFLOAT16,
            "stages.1.train={memory: 1e-3, lora: 1e-2}",
            "stages.1.lora={rank: 4, alpha: 8, targets: [q_proj, v_proj], dropout: 0.1}"
        };
        Path whole =
                inBfloat16(recipe("whole", 4, lora), TrainingListener.SILENT).start();
        Recipe recipe = recipe("stopped", 4, lora);
        inBfloat16(recipe, stoppingAfter(6)).start();
        assertSameTensors(inBfloat16(recipe, TrainingListener.SILENT).resume(), whole);
    }

    @Test
    void frozenMatricesAreHeldInBfloat16AloneAndNothingElseIs() throws IOException {
        Path end = new Trainer(recipe("drawn", 1), TrainingListener.SILENT).start();
        Files.copy(end.resolve("model.safetensors"), folder.resolve("model/model.safetensors"));
        Recipe recipe = recipe(
                "out",
                1,
                BFLOAT16,
                "initialize=null",
                "stages.0.train={memory: 1e-3, lora: 1e-2}",
                "stages.0.lora={rank: 4, alpha: 8, targets: [q_proj]}",
                "stages.1.train={memory: 1e-3, lora: 1e-2}");
        Path from = inBfloat16(recipe, TrainingListener.SILENT).start();
        assertThat(from.resolve("model.safetensors")).doesNotExist();
        try (TrainingModel model = TrainingModel.open(recipe, recipe.stages().get(1), from)) {
            model.model().backbone().parameters().forEach((name, weight) -> assertThat(DType.of(weight))
                    .as(name)
                    .isEqualTo(name.endsWith("proj.weight") ? DType.BFLOAT16 : DType.FLOAT32));
            assertThat(model.trained()).isNotEmpty().allSatisfy(trained -> assertThat(DType.of(trained.tensor()))
                    .isEqualTo(DType.FLOAT32));
        }
    }

    @Test
    void bfloat16IsRefusedWhereItWouldBeEmulated() {
        Recipe recipe = recipe("out", 4, BFLOAT16);
        Trainer trainer = new Trainer(recipe, TrainingListener.SILENT, device -> false);
        assertThatThrownBy(trainer::start)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("precision is bfloat16, but cpu has no units for it");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThatThrownBy(trainer::resume).hasMessageContaining("precision: float32");
        new Trainer(recipe("exact", 1), TrainingListener.SILENT, device -> false).start();
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAndNamesTheStep() {
        Recipe recipe = recipe("out", 6, "stages.0.train.backbone=1e30", "stages.0.optimizer.clip_norm=0");
        assertThatThrownBy(() -> new Trainer(recipe, TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("of stage first")
                .hasMessageContaining("NaN");
    }

    @Test
    void weightsThatAreNoNumbersAnyMoreAreNotSaved() throws IOException {
        Recipe recipe = recipe(
                "out",
                2,
                "checkpoint.every=1",
                "stages.1.train={memory: 3e-3, recall: 1.0}",
                "stages.1.optimizer.weight_decay=1e38"); // recall's matrices begin with 8 in their diagonals
        assertThatThrownBy(() -> new Trainer(recipe, TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("step 3 of stage second: the weights of recall.")
                .hasMessageContaining("are not finite");
        try (Stream<Path> checkpoints = Files.list(folder.resolve("out/checkpoints"))) {
            assertThat(checkpoints.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000001", "step-00000002");
        }
    }

    @Test
    void aMemoryThatReadsAtADynamicSpeedIsNotTrainedOn() throws IOException {
        Path end = new Trainer(recipe("first", 1), TrainingListener.SILENT).start();
        Files.copy(end.resolve("model.safetensors"), folder.resolve("model/model.safetensors"));
        Path config = end.resolve("hmt_config.json");
        Files.writeString(
                config, Files.readString(config).replaceFirst("\"extra_tokens\" *: *0", "\"extra_tokens\": 4"));
        Recipe recipe = recipe("out", 1, "initialize=null", "hmt=" + end);
        assertThatThrownBy(() -> new Trainer(recipe, TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("reading_speed.extra_tokens of its hmt_config.json is 4; allowed in training: 0");
    }

    @Test
    void theFigureThatDecidesIsLogged() {
        Path end = new Trainer(recipe("out", 3), TrainingListener.SILENT).start();
        Pattern figures = Pattern.compile("\"validation/objective\":([0-9.]+),\"validation/token_loss\":([0-9.]+)");
        List<Double> differences = lines(end.resolveSibling("logs/metrics.jsonl")).stream()
                .map(figures::matcher)
                .filter(Matcher::find)
                .map(found -> Double.parseDouble(found.group(1)) - Double.parseDouble(found.group(2)))
                .toList();
        assertThat(differences).hasSize(2);
        assertThat(differences.get(0)).as("a mean over all tokens").isCloseTo(0, within(1e-5));
        assertThat(Math.abs(differences.get(1)))
                .as("weights of answers, and the recall")
                .isGreaterThan(0.1);
    }

    @Test
    void aFolderWithARunIsNotOverwrittenAndAnotherRecipeIsNotResumed() {
        new Trainer(recipe("out", 4), stoppingAfter(2)).start();
        assertThatThrownBy(() -> new Trainer(recipe("out", 4), TrainingListener.SILENT).start())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--resume");
        assertThatThrownBy(() -> new Trainer(recipe("out", 5), TrainingListener.SILENT).resume())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steps: 4")
                .hasMessageContaining("steps: 5");
        assertThatThrownBy(() -> new Trainer(recipe("nothing", 5), TrainingListener.SILENT).resume())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no run");
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        new Trainer(recipe("first", 4), TrainingListener.SILENT).start();
        long before = Engine.liveObjects();
        new Trainer(recipe("second", 4), TrainingListener.SILENT).start();
        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    /** Also on a machine that would emulate it. */
    private static Trainer inBfloat16(Recipe recipe, TrainingListener listener) {
        return new Trainer(recipe, listener, device -> true);
    }

    private Recipe recipe(String output, int steps, String... overrides) {
        String text = """
                model: model
                initialize: {embedding_deviation: 0.1, final_norm: 0.1}
                output: %s
                seed: 3
                memory:
                  segment_tokens: 24
                  sensory_tokens: 8
                  memory_vectors: 2
                  recall_init: identity
                  recall_scale: 8
                data:
                  train: [{generate: facts, options: {seed: 5}}]
                  validation: [{generate: facts, options: {seed: 6}}]
                batch: {documents: 4}
                stages:
                  - name: first
                    mode: stage1
                    steps: %d
                    train: {memory: 3e-3, backbone: 3e-3}
                    segments: 2
                    validation: {every: 3, documents: 4}
                  - name: second
                    mode: hmt
                    steps: %d
                    train: {memory: 3e-3, backbone: 3e-3}
                    segments: [2, 3]
                    curriculum: {latest: [0.5], rehearse: 0.3}
                    loss: {answer_weight: 1.0, other_weight: 0.3, recall: batch, recall_weight: 0.1}
                    validation: {every: 3, documents: 4}
                checkpoint: {every: 2, keep: 2}
                log: {every: 2}
                """.formatted(output, steps, steps);
        return Recipe.parse("test.yaml", text, folder, List.of(overrides));
    }

    /** Where the last of twelve steps, of four documents each, left the texts. */
    private static int documentsRead(Path end) {
        Path checkpoint = end.resolveSibling("checkpoints").resolve("step-00000012");
        return RunFolder.state(checkpoint).data().path("next_document").intValue();
    }

    private static void assertCurve(List<Double> losses, List<Double> golden) {
        List<Double> everyTenth = IntStream.range(0, golden.size())
                .mapToObj(i -> losses.get(10 * i + 9))
                .toList();
        assertThat(everyTenth)
                .usingElementComparator(
                        (ours, theirs) -> Math.abs(ours - theirs) < GOLDEN_TOLERANCE ? 0 : Double.compare(ours, theirs))
                .isEqualTo(golden);
    }

    private static TrainingListener collecting(List<Double> losses) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                losses.add(step.figures().loss());
            }
        };
    }

    private static TrainingListener stoppingAfter(int steps) {
        return new TrainingListener() {
            private long taken;

            @Override
            public void stepped(TrainingStep step) {
                taken = step.step();
            }

            @Override
            public boolean cancelled() {
                return taken == steps;
            }
        };
    }

    private static TrainingListener crashingAfter(int steps) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
                if (step.step() == steps) {
                    throw new IllegalStateException("crash");
                }
            }

            @Override
            public void validated(Stage stage, long step, Figures figures, boolean best) {
                assertThat(figures.tokenLoss()).isPositive();
            }
        };
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSameTensors(Path ours, Path others) {
        Map<String, float[]> expected = tensors(others);
        Map<String, float[]> found = tensors(ours);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(found.get(name)).as(name).containsExactly(values));
    }

    private static Map<String, float[]> tensors(Path folder) {
        Map<String, float[]> all = new LinkedHashMap<>();
        for (String name : List.of("hmt.safetensors", "model.safetensors", "adapter_model.safetensors")) {
            if (Files.exists(folder.resolve(name))) {
                try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(name));
                        Scope scope = Scope.withoutGradient()) {
                    file.names().forEach(tensor -> all.put(tensor, Tensors.toFloats(file.tensor(tensor))));
                }
            }
        }
        return all;
    }
}
