package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.backbone.adapter.LoraAdapters;
import io.hmt4j.backbone.adapter.LoraConfig;
import io.hmt4j.backbone.adapter.ModuleNames;
import io.hmt4j.backbone.adapter.ModuleSelection;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoraTest {

    private static final LoraConfig EVERYWHERE = LoraConfig.of(4, 8, ModuleNames.parse("targets", "all-linear"));
    private static final LoraConfig QUERIES = LoraConfig.of(3, 6, ModuleNames.listed("q_proj"));

    @TempDir
    private Path root;

    @TestFactory
    Stream<DynamicTest> anAdapterBesideEqualsOneMergedInEveryKindOfModel() {
        return TinyModels.everyKind().entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> {
                    Path folder = root.resolve(kind.getKey());
                    RandomCheckpoint.write(folder, kind.getValue(), 5);
                    assertBesideEqualsMerged(new BackboneFiles(ModelFolder.open(folder), folder));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen2", "opt"})
    void anAdapterBesideEqualsOneMergedInTheModelsOfTransformers(String model) throws IOException {
        Path adapters = Files.createDirectory(root.resolve(model));
        Path folder = Path.of("src/test/resources/parity", model);
        assertBesideEqualsMerged(new BackboneFiles(ModelFolder.open(folder), adapters));
    }

    @Test
    void freshAdaptersChangeNothing() {
        ObjectNode config = TinyModels.llama("{}");
        try (Backbone adapted = fresh(config, EVERYWHERE, 1);
                Backbone plain = Backbones.random(config, 5, LoadOptions.cpu())) {
            assertThat(logits(adapted)).containsExactly(logits(plain));
            assertThat(plain.adapters()).isNull();
            assertThat(adapted.parameters().keySet())
                    .isEqualTo(plain.parameters().keySet());
        }
    }

    @Test
    void initialValuesAreThoseOfPeftAndDependOnTheSeed() {
        String name = "base_model.model.model.layers.0.mlp.down_proj.lora_A.weight";
        try (Backbone first = fresh(TinyModels.llama("{}"), EVERYWHERE, 1);
                Backbone same = fresh(TinyModels.llama("{}"), EVERYWHERE, 1);
                Backbone other = fresh(TinyModels.llama("{}"), EVERYWHERE, 2)) {
            float[] down = floats(first, name);
            assertThat(down).containsExactly(floats(same, name)).isNotEqualTo(floats(other, name));
            float bound = (float) (1 / Math.sqrt(48)); // uniform within sqrt(6 / ((1 + 5) in))
            for (float value : down) {
                assertThat(value).isBetween(-bound, bound);
            }
            assertThat(Tensors.toFloats(adapters(first).parameters().get(name)).length)
                    .isEqualTo(4 * 48);
            assertThat(floats(first, name.replace("lora_A", "lora_B"))).containsOnly(0);
        }
    }

    @Test
    void gradientsReachAAndBOnlyAndAreTheSlopesOfTheLoss() {
        LoadOptions options = LoadOptions.cpu().as(WeightFormat.FLOAT64).with(new AdapterUse.Fresh(EVERYWHERE, 3));
        try (Scope scope = Scope.open();
                Backbone backbone = Backbones.random(TinyModels.llama("{}"), 5, options)) {
            fillUp(backbone, 0.1);
            adapters(backbone).parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
            loss(backbone).backward();
            assertThat(backbone.parameters().values())
                    .noneMatch(weight -> weight.grad().defined());
            adapters(backbone).parameters().forEach((name, tensor) -> {
                double length = tensor.grad().norm().item_double();
                assertThat(length).as(name).isPositive();
                assertThat(slope(backbone, tensor)).as(name).isCloseTo(length, within(1e-3 * length));
            });
        }
    }

    @Test
    void dropoutActsWhileTrainingAndFollowsTheEnginesSeed() {
        try (Backbone backbone = fresh(TinyModels.opt("{}"), EVERYWHERE.withDropout(0.5), 1)) {
            fillUp(backbone, 0.3);
            float[] still = logits(backbone);
            assertThat(logits(backbone)).containsExactly(still);
            adapters(backbone).setTraining(true);
            Engine.seed(7);
            float[] first = logits(backbone);
            float[] second = logits(backbone);
            Engine.seed(7);
            assertThat(logits(backbone))
                    .containsExactly(first)
                    .isNotEqualTo(second)
                    .isNotEqualTo(still);
            adapters(backbone).setTraining(false);
            assertThat(logits(backbone)).containsExactly(still);
        }
    }

    @Test
    void aMergedWeightIsRoundedOnceAndTheFileStaysAsItWas() throws IOException {
        Path folder = root.resolve("model");
        RandomCheckpoint.write(folder, TinyModels.llama("{}"), 5);
        writeAdapters(BackboneFiles.of(ModelFolder.open(folder)), folder, EVERYWHERE);
        byte[] before = Files.readAllBytes(folder.resolve("model.safetensors"));
        try (Scope scope = Scope.withoutGradient();
                Backbone exact = Backbones.load(ModelFolder.open(folder), LoadOptions.cpu());
                Backbone rounded = Backbones.load(
                        ModelFolder.open(folder), LoadOptions.cpu().as(WeightFormat.BFLOAT16))) {
            exact.parameters()
                    .forEach((name, weight) -> assertThat(rounded.parameters().get(name))
                            .as(name)
                            .satisfies(found -> assertThat(found.equal(Tensors.as(weight, DType.BFLOAT16)))
                                    .isTrue()));
        }
        assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isEqualTo(before);
    }

    @Test
    void inBfloat16TheAdapterStaysFloat32AndTheOutputKeepsItsFormat() {
        LoadOptions options = LoadOptions.cpu().as(WeightFormat.BFLOAT16).with(new AdapterUse.Fresh(QUERIES, 3));
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = Backbones.random(TinyModels.llama("{}"), 5, options)) {
            assertThat(adapters(backbone).parameters().values()).allMatch(tensor -> DType.of(tensor) == DType.FLOAT32);
            Tensor hidden = backbone.forward(backbone.embed(TinyModels.ids(1, 1, 5)), null);
            assertThat(DType.of(hidden)).isEqualTo(DType.BFLOAT16);
        }
    }

    @Test
    void theHeadHasAnAdapterOnlyWhereItIsNamedAndNotTied() {
        LoraConfig head = LoraConfig.of(2, 2, ModuleNames.listed("lm_head"));
        try (Backbone untied = fresh(TinyModels.llama("{}"), head, 1)) {
            float[] before = logits(untied);
            fillUp(untied, 0.3);
            assertThat(logits(untied)).isNotEqualTo(before);
        }
        ObjectNode tied = TinyModels.llama("{\"tie_word_embeddings\": true}");
        refuses(tied, head, "\"lm_head\", which is no linear layer of this model (a head tied");
        try (Backbone everywhere = fresh(TinyModels.llama("{}"), EVERYWHERE, 1)) {
            assertThat(adapters(everywhere).parameters().keySet()).noneMatch(name -> name.contains("lm_head"));
        }
    }

    @Test
    void aMisspeltTargetIsRefusedWithTheNamesThereAre() {
        LoraConfig misspelt = LoraConfig.of(2, 2, ModuleNames.listed("q_proj", "v_porj"));
        refuses(TinyModels.llama("{}"), misspelt, "\"v_porj\"", "q_proj, k_proj, v_proj, o_proj, gate_proj");
        refuses(
                TinyModels.opt("{}"),
                LoraConfig.of(2, 2, ModuleNames.parse("targets", ".*mlp.*")),
                "selects no linear layer",
                "out_proj, fc1, fc2");
    }

    @Test
    void theTensorsHaveTheNamesThatPeftGivesThem() {
        assertNames(
                TinyModels.llama("{\"num_hidden_layers\": 1}"),
                ModuleSelection.of(ModuleNames.listed("self_attn.q_proj", "down_proj")),
                "model.layers.0.self_attn.q_proj.lora_A.weight [2, 32]",
                "model.layers.0.self_attn.q_proj.lora_B.weight [32, 2]",
                "model.layers.0.mlp.down_proj.lora_A.weight [2, 48]",
                "model.layers.0.mlp.down_proj.lora_B.weight [32, 2]");
        assertNames(
                TinyModels.llama("{\"model_type\": \"phi3\"}"),
                new ModuleSelection(
                        ModuleNames.listed("qkv_proj", "gate_up_proj"),
                        ModuleNames.parse("excluded", ".*layers\\.2\\..*gate_up.*"),
                        List.of(0, 2),
                        List.of()),
                "model.layers.0.self_attn.qkv_proj.lora_A.weight [2, 32]",
                "model.layers.0.self_attn.qkv_proj.lora_B.weight [64, 2]",
                "model.layers.0.mlp.gate_up_proj.lora_A.weight [2, 32]",
                "model.layers.0.mlp.gate_up_proj.lora_B.weight [96, 2]",
                "model.layers.2.self_attn.qkv_proj.lora_A.weight [2, 32]",
                "model.layers.2.self_attn.qkv_proj.lora_B.weight [64, 2]");
        assertNames(
                TinyModels.opt("{}"),
                ModuleSelection.of(
                        ModuleNames.parse("targets", "model\\.decoder\\.layers\\.1\\.(fc1|self_attn\\.out_proj)")),
                "model.decoder.layers.1.self_attn.out_proj.lora_A.weight [2, 32]",
                "model.decoder.layers.1.self_attn.out_proj.lora_B.weight [32, 2]",
                "model.decoder.layers.1.fc1.lora_A.weight [2, 32]",
                "model.decoder.layers.1.fc1.lora_B.weight [48, 2]");
    }

    @Test
    void patternsSetRankAndAlphaOfSomeModules() {
        LoraConfig config = new LoraConfig(
                2,
                4,
                0,
                true,
                ModuleSelection.of(ModuleNames.listed("q_proj", "v_proj")),
                Map.of("^model.layers.1.self_attn.q_proj", 9),
                Map.of("v_proj", 12.0));
        try (Backbone backbone = fresh(TinyModels.llama("{}"), config, 1)) {
            LoraAdapters adapters = adapters(backbone);
            assertThat(scale(adapters, "model.layers.0.self_attn.q_proj")).isEqualTo(4 / Math.sqrt(2));
            assertThat(scale(adapters, "model.layers.1.self_attn.q_proj")).isEqualTo(4.0 / 3);
            assertThat(scale(adapters, "model.layers.2.self_attn.v_proj")).isEqualTo(12 / Math.sqrt(2));
            assertThat(adapters.parameters()
                            .get("base_model.model.model.layers.1.self_attn.q_proj.lora_B.weight")
                            .shape())
                    .containsExactly(32, 9);
        }
    }

    @Test
    void adaptersAreNeitherLostNorInvented() throws IOException {
        Path folder = root.resolve("model");
        RandomCheckpoint.write(folder, TinyModels.llama("{}"), 5);
        ModelFolder model = ModelFolder.open(folder);
        LoadOptions beside = LoadOptions.cpu().with(new AdapterUse.Beside());
        LoadOptions fresh = LoadOptions.cpu().with(new AdapterUse.Fresh(QUERIES, 1));
        assertThatThrownBy(() -> Backbones.load(model, beside))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no adapters to train on");
        writeAdapters(BackboneFiles.of(model), folder, QUERIES);
        assertThatThrownBy(() -> Backbones.load(model, fresh))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has adapters already");
    }

    @Test
    void noNativeObjectIsLeftBehind() throws IOException {
        Path folder = root.resolve("model");
        RandomCheckpoint.write(folder, TinyModels.llama("{}"), 5);
        BackboneFiles files = BackboneFiles.of(ModelFolder.open(folder));
        writeAdapters(files, folder, EVERYWHERE);
        loadAndTrain(files);
        long before = Engine.liveObjects();
        loadAndTrain(files);
        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    private static void loadAndTrain(BackboneFiles files) {
        try (Backbone merged = Backbones.load(files, LoadOptions.cpu());
                Backbone beside = Backbones.load(files, LoadOptions.cpu().with(new AdapterUse.Beside()))) {
            logits(merged);
            adapters(beside).parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
            for (int step = 0; step < 2; step++) {
                try (Scope scope = Scope.open()) {
                    loss(beside).backward();
                }
            }
        }
    }

    private static void assertBesideEqualsMerged(BackboneFiles files) {
        writeAdapters(files, Objects.requireNonNull(files.trained()), EVERYWHERE);
        try (Backbone merged = Backbones.load(files, LoadOptions.cpu());
                Backbone beside = Backbones.load(files, LoadOptions.cpu().with(new AdapterUse.Beside()));
                Backbone base = Backbones.load(files.model().config(), files.openWeights(), LoadOptions.cpu())) {
            assertThat(merged.adapters()).isNull();
            float[] expected = logits(merged);
            assertThat(distance(logits(beside), expected)).isLessThan(1e-5);
            assertThat(distance(logits(base), expected)).isGreaterThan(1e-2);
        }
    }

    /** Writes adapters of which B is not zero. */
    private static void writeAdapters(BackboneFiles files, Path folder, LoraConfig config) {
        LoadOptions options = LoadOptions.cpu().with(new AdapterUse.Fresh(config, 3));
        try (Backbone backbone = Backbones.load(files, options)) {
            fillUp(backbone, 0.1);
            adapters(backbone).write(folder, null);
        }
    }

    private static void fillUp(Backbone backbone, double deviation) {
        try (Scope scope = Scope.withoutGradient()) {
            Engine.seed(17);
            adapters(backbone).parameters().forEach((name, tensor) -> {
                if (name.endsWith("lora_B.weight")) {
                    tensor.add_(Tensors.normal(deviation, tensor.shape()));
                }
            });
        }
    }

    private static void assertNames(ObjectNode model, ModuleSelection selection, String... expected) {
        LoraConfig config = new LoraConfig(2, 2, 0, false, selection, Map.of(), Map.of());
        try (Backbone backbone = fresh(model, config, 1)) {
            assertThat(adapters(backbone).parameters().entrySet())
                    .extracting(entry -> entry.getKey() + " "
                            + Arrays.toString(entry.getValue().shape()))
                    .containsExactly(Stream.of(expected)
                            .map(name -> "base_model.model." + name)
                            .toArray(String[]::new));
        }
    }

    private static void refuses(ObjectNode model, LoraConfig config, String... words) {
        assertThatThrownBy(() -> fresh(model, config, 1).close())
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(words);
    }

    private static Backbone fresh(ObjectNode model, LoraConfig config, long seed) {
        return Backbones.random(model, 5, LoadOptions.cpu().with(new AdapterUse.Fresh(config, seed)));
    }

    private static LoraAdapters adapters(Backbone backbone) {
        return Objects.requireNonNull(backbone.adapters());
    }

    private static double scale(LoraAdapters adapters, String module) {
        return Objects.requireNonNull(adapters.find(module)).scale();
    }

    private static float[] floats(Backbone backbone, String name) {
        return Tensors.toFloats(
                Objects.requireNonNull(adapters(backbone).parameters().get(name)));
    }

    private static float[] logits(Backbone backbone) {
        try (Scope scope = Scope.withoutGradient()) {
            Tensor hidden = backbone.forward(backbone.embed(TinyModels.ids(8, 2, 11)), null);
            return Tensors.toFloats(backbone.logits(hidden));
        }
    }

    private static Tensor loss(Backbone backbone) {
        Tensor logits = backbone.logits(backbone.forward(backbone.embed(TinyModels.ids(8, 2, 11)), null));
        return logits.mul(logits).mean();
    }

    /** The slope of the loss in the direction of the gradient, by central differences: the gradient's length. */
    private static double slope(Backbone backbone, Tensor tensor) {
        try (Scope scope = Scope.withoutGradient()) {
            double size = 1e-4;
            Tensor step = tensor.grad().mul(new Scalar(size)).div(tensor.grad().norm());
            tensor.add_(step);
            double above = loss(backbone).item_double();
            tensor.sub_(step).sub_(step);
            double below = loss(backbone).item_double();
            tensor.add_(step);
            return (above - below) / (2 * size);
        }
    }

    /** Relative L2 distance. */
    private static double distance(float[] actual, float[] expected) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow((double) actual[i] - expected[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / length);
    }
}
