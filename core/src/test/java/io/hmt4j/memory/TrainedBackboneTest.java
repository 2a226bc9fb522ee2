package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.backbone.RandomCheckpoint;
import io.hmt4j.backbone.adapter.AdapterUse;
import io.hmt4j.backbone.adapter.LoraConfig;
import io.hmt4j.backbone.adapter.ModuleNames;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.DType;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training left of the backbone, used by whoever loads the model, and merged into a folder of its own. */
class TrainedBackboneTest {

    /** A weight that lies elsewhere in memory may be multiplied by another kernel. */
    private static final float ROUNDING = 1e-5f;

    @TempDir
    private Path root;

    private Path model;
    private Path trained;

    @BeforeEach
    void writeModel() throws IOException {
        model = root.resolve("model");
        trained = Files.createDirectory(root.resolve("trained"));
        RandomCheckpoint.write(model, TinyModels.llama(), 7);
    }

    @Test
    void adaptersAreUsedWithoutBeingAskedForAndChangeTheFingerprint() throws IOException {
        writeMemory(trained);
        String plain = fingerprint(trained);
        float[] before = logits(trained);
        writeAdapters(trained, 8, 1);
        String adapted = fingerprint(trained);
        assertThat(logits(trained)).isNotEqualTo(before);
        String config = Files.readString(trained.resolve("adapter_config.json"));
        Files.writeString(
                trained.resolve("adapter_config.json"), config.replace("\"lora_alpha\" : 8", "\"lora_alpha\" : 9"));
        String scaled = fingerprint(trained);
        Files.writeString(trained.resolve("adapter_config.json"), config.replace("null", "null "));
        assertThat(fingerprint(trained)).isEqualTo(adapted);
        writeAdapters(trained, 8, 2);
        assertThat(List.of(plain, adapted, scaled, fingerprint(trained))).doesNotHaveDuplicates();
    }

    @Test
    void adaptersOfTheModelsOwnFolderAreUsedUnlessTheNamedOneHasSome() throws IOException {
        float[] plain = logits(null);
        writeAdapters(model, 8, 1);
        float[] own = logits(null);
        writeMemory(trained);
        assertThat(own).isNotEqualTo(plain);
        assertThat(logits(trained)).containsExactly(own, within(ROUNDING));
        writeAdapters(trained, 8, 2);
        assertThat(logits(trained)).isNotEqualTo(own).isNotEqualTo(plain);
    }

    @Test
    void weightsBesideReplaceThoseOfTheModelWithItsAdapters() throws IOException {
        String before = fingerprint(null);
        Path other = root.resolve("other");
        RandomCheckpoint.write(other, TinyModels.llama(), 8);
        Files.move(other.resolve("model.safetensors"), trained.resolve("model.safetensors"));
        Files.copy(trained.resolve("model.safetensors"), other.resolve("model.safetensors"));
        writeAdapters(model, 8, 1);
        assertThat(logits(trained)).containsExactly(logitsOf(other, null), within(ROUNDING));
        assertThat(fingerprint(trained)).isNotEqualTo(before);
    }

    @Test
    void adaptersAloneComeWithAFreshMemory() throws IOException {
        writeAdapters(trained, 8, 1);
        try (HmtModel loaded = load(model, trained)) {
            assertThat(loaded.identity().trained()).isFalse();
        }
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThatThrownBy(() -> load(model, empty))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has no hmt");
    }

    @Test
    void mergedAModelComputesTheSameFromAFolderOfItsOwn() throws IOException {
        writeMemory(trained);
        writeAdapters(trained, 8, 1);
        Files.writeString(model.resolve("generation_config.json"), "{\"eos_token_id\": 3}");
        Files.writeString(model.resolve("LICENSE"), "free");
        Files.writeString(model.resolve("notes.bin"), "not copied");
        Path out = root.resolve("out");
        new ModelMerge(model, trained, Set.of()).write(out, null);
        assertThat(names(out))
                .containsExactly(
                        "LICENSE",
                        "config.json",
                        "generation_config.json",
                        "hmt.safetensors",
                        "hmt_config.json",
                        "model.safetensors");
        assertThat(logitsOf(out, null)).containsExactly(logits(trained), within(ROUNDING));
        try (HmtModel merged = load(out, null)) {
            assertThat(merged.identity().trained()).isTrue();
            assertThat(merged.endIds()).containsExactly(3);
        }
    }

    @Test
    void aMergeMayChangeTheFormat() throws IOException {
        writeAdapters(trained, 8, 1);
        Path out = root.resolve("out");
        new ModelMerge(model, trained, Set.of()).write(out, DType.BFLOAT16);
        assertThat(ModelFolder.open(out).config().get("torch_dtype").asText()).isEqualTo("bfloat16");
        LoadOptions half = LoadOptions.cpu().as(WeightFormat.BFLOAT16);
        try (Scope scope = Scope.withoutGradient();
                HmtModel merged = HmtModel.load(out, ModelOptions.DEFAULT.withBackbone(half));
                HmtModel beside = HmtModel.load(
                        model, ModelOptions.DEFAULT.withBackbone(half).withHmtFolder(trained))) {
            beside.backbone().parameters().forEach((name, weight) -> assertThat(weight.equal(Objects.requireNonNull(
                            merged.backbone().parameters().get(name))))
                    .as(name)
                    .isTrue());
        }
    }

    @Test
    void aMergeIsWholeOrNotAtAll() throws IOException {
        assertThatThrownBy(() -> new ModelMerge(model, null, Set.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nothing to merge");
        writeAdapters(trained, 8, 1);
        assertThatThrownBy(() -> new ModelMerge(model, trained, Set.of()).write(model, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("exists already");
        Path config = trained.resolve("adapter_config.json");
        Files.writeString(config, Files.readString(config).replace("\"r\" : 4", "\"r\" : 5"));
        assertThatThrownBy(() -> new ModelMerge(model, trained, Set.of()).write(root.resolve("out"), null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("want floats [5, ");
        assertThat(names(root)).containsExactly("model", "trained");
    }

    @Test
    void mergingLeavesNoNativeObjectBehind() throws IOException {
        writeAdapters(trained, 8, 1);
        new ModelMerge(model, trained, Set.of()).write(root.resolve("first"), null);
        long before = Engine.liveObjects();
        new ModelMerge(model, trained, Set.of()).write(root.resolve("second"), null);
        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    private void writeMemory(Path folder) {
        try (HmtModel fresh = HmtModel.load(model)) {
            HmtFiles.writeInto(folder, fresh.config(), fresh.parameters());
        }
    }

    /** Writes adapters of which B is not zero. */
    private void writeAdapters(Path folder, double alpha, long seed) throws IOException {
        Files.deleteIfExists(folder.resolve("adapter_config.json"));
        Files.deleteIfExists(folder.resolve("adapter_model.safetensors"));
        LoraConfig config = LoraConfig.of(4, alpha, ModuleNames.listed("q_proj", "v_proj", "down_proj"));
        LoadOptions options = LoadOptions.cpu().with(new AdapterUse.Fresh(config, seed));
        try (Scope scope = Scope.withoutGradient();
                Backbone backbone = Backbones.random(TinyModels.llama(), 7, options)) {
            Engine.seed(seed);
            var adapters = Objects.requireNonNull(backbone.adapters());
            adapters.parameters().values().forEach(tensor -> tensor.add_(Tensors.normal(0.1, tensor.shape())));
            adapters.write(folder, null);
        }
    }

    private String fingerprint(@Nullable Path hmt) {
        try (HmtModel loaded = load(model, hmt)) {
            return loaded.identity().fingerprint();
        }
    }

    private float[] logits(@Nullable Path hmt) {
        return logitsOf(model, hmt);
    }

    private static float[] logitsOf(Path model, @Nullable Path hmt) {
        try (Scope scope = Scope.withoutGradient();
                HmtModel loaded = load(model, hmt)) {
            Backbone backbone = loaded.backbone();
            Tensor ids = Tensors.ids(new int[] {5, 1, 8, 30, 2, 77}, ComputeDevice.CPU);
            return Tensors.toFloats(backbone.logits(backbone.forward(backbone.embed(ids), null)));
        }
    }

    private static HmtModel load(Path model, @Nullable Path hmt) {
        return HmtModel.load(model, ModelOptions.DEFAULT.withHmtFolder(hmt));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
