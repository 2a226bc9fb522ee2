package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models put together from folders as users have them. */
class HmtModelLoaderTest {

    private static final Path PARITY = Path.of("src", "test", "resources", "parity");

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "opt", "qwen2"})
    void theMemoryInTheModelsFolderIsFoundWithoutBeingNamed(String name) {
        UnaryOperator<HmtConfig> settings = this::short16;
        try (HmtModel found = HmtModel.load(PARITY.resolve(name), ModelOptions.DEFAULT.withSettings(settings));
                HmtModel named = HmtModel.load(
                        PARITY.resolve(name),
                        ModelOptions.DEFAULT.withHmtFolder(PARITY.resolve(name)).withSettings(settings))) {
            assertThat(found.identity()).isEqualTo(named.identity());
            assertThat(found.identity().trained()).isTrue();
            assertThat(found.identity().name()).isEqualTo(name);
            assertThat(found.config().recallWidth()).isEqualTo(96); // from the shape of the authors' Wq
            assertThat(found.config().segmentTokens()).isEqualTo(16);
        }
    }

    @Test
    void withoutMemoryAFreshOneIsMadeAndCalledUntrained() throws IOException {
        copyModel("llama", root);
        try (HmtModel first = HmtModel.load(root);
                HmtModel same = HmtModel.load(root);
                HmtModel other = HmtModel.load(root, ModelOptions.DEFAULT.withSeed(1))) {
            assertThat(first.identity().trained()).isFalse();
            assertThat(first.config())
                    .isEqualTo(HmtConfig.defaultsFor(first.backbone().shape()));
            assertThat(first.config().segmentTokens()).isEqualTo(238); // 256 positions, 16 sensory, 2 memory
            assertThat(same.identity()).isEqualTo(first.identity());
            assertThat(other.identity().fingerprint())
                    .isNotEqualTo(first.identity().fingerprint());
        }
    }

    @Test
    void whatWasWrittenIsLoadedWithItsSettingsAndFlagsWin() throws IOException {
        copyModel("llama", root);
        Path memory = root.resolve("memory");
        try (HmtModel fresh = HmtModel.load(root, ModelOptions.DEFAULT.withSettings(this::short16))) {
            HmtFiles.write(memory, fresh.config(), fresh.parameters());
        }
        ModelOptions named = ModelOptions.DEFAULT.withHmtFolder(memory);
        try (HmtModel stored = HmtModel.load(root, named);
                HmtModel changed = HmtModel.load(root, named.withSettings(settings -> settings.toBuilder()
                        .segmentTokens(20)
                        .build()))) {
            assertThat(stored.config())
                    .isEqualTo(short16(HmtConfig.defaultsFor(stored.backbone().shape())));
            assertThat(stored.identity().trained()).isTrue();
            assertThat(changed.config().segmentTokens()).isEqualTo(20);
            assertThat(changed.config().sensoryTokens()).isEqualTo(4);
            assertThat(changed.identity().fingerprint())
                    .isNotEqualTo(stored.identity().fingerprint());
        }
    }

    @Test
    void everySettingIsPartOfTheFingerprint() throws IOException {
        copyModel("llama", root);
        List<UnaryOperator<HmtConfigBuilder>> changes = List.of(
                builder -> builder,
                builder -> builder.mode(Mode.RMT),
                builder -> builder.bankSize(7),
                builder -> builder.summaryFraction(0.25),
                builder -> builder.recallQuery(RecallQuery.PRECEDING),
                builder -> builder.readingSpeed(new ReadingSpeed(4, 3)),
                builder -> builder.readingSpeed(new ReadingSpeed(4, 2)));
        assertThat(changes.stream().map(change -> {
                    try (HmtModel model =
                            HmtModel.load(root, ModelOptions.DEFAULT.withSettings(settings -> change.apply(
                                            short16(settings).toBuilder())
                                    .build()))) {
                        return model.identity().fingerprint();
                    }
                }))
                .doesNotHaveDuplicates();
    }

    @Test
    void missingAndWrongFoldersAreClearErrors() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "text");
        Path empty = Files.createDirectory(root.resolve("empty"));
        refuses(root.resolve("nowhere"), ModelOptions.DEFAULT, "nowhere does not exist");
        refuses(file, ModelOptions.DEFAULT, "file is a file; a model is the folder");
        refuses(empty, ModelOptions.DEFAULT, "empty has no config.json");
        Files.writeString(empty.resolve("config.json"), "{}");
        refuses(empty, ModelOptions.DEFAULT, "config.json: model_type is missing");
        ModelOptions options = ModelOptions.DEFAULT.withSettings(this::short16);
        Path llama = PARITY.resolve("llama");
        refuses(llama, options.withHmtFolder(root.resolve("nowhere")), "nowhere has no hmt.safetensors; --hmt names");
        refuses(llama, options.withHmtFolder(empty), "empty has no hmt.safetensors");
        refuses(llama, options.withHmtFolder(file), "file has no hmt.safetensors");
        Files.writeString(empty.resolve("hmt.safetensors"), "no safetensors at all");
        refuses(llama, options.withHmtFolder(empty), "hmt.safetensors");
    }

    @Test
    void aMemoryOfAnotherModelsWidthIsRefused() throws IOException {
        copyModel("llama", root);
        try (Scope scope = Scope.withoutGradient()) {
            SafetensorsWriter.write(
                    root.resolve("hmt.safetensors"),
                    Map.of(
                            "mem",
                            Tensors.floats(new float[9], 1, 9),
                            "first_prompt",
                            Tensors.floats(new float[9], 1, 9)),
                    Map.of());
        }
        refuses(
                root,
                ModelOptions.DEFAULT,
                "first_prompt is F32 [1, 9]; this model and its settings want floats [1, 64]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aRecallWeightThatIsNoMatrixIsRefused(int dimensions) throws IOException {
        copyModel("llama", root);
        long[] shape = new long[dimensions];
        Arrays.fill(shape, 1);
        try (Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> tensors = Map.of("cross_attn.wq.weight", Tensors.floats(new float[1], shape));
            SafetensorsWriter.write(root.resolve("hmt.safetensors"), tensors, Map.of());
        }
        refuses(root, ModelOptions.DEFAULT, "cross_attn.wq.weight has the shape [");
    }

    @Test
    void settingsWithoutParametersAreNotPassedOver() throws IOException {
        copyModel("llama", root);
        Files.writeString(root.resolve("hmt_config.json"), "{}");
        refuses(root, ModelOptions.DEFAULT, "has no hmt.safetensors");
    }

    @ParameterizedTest
    @CsvSource({"251, 4, 1", "100, 4, 100", "16, 4, 1000000", "200, 200, 1"})
    void segmentsThatTheModelHasNoPositionsForAreRefused(int segment, int sensory, int vectors) {
        refuses(
                PARITY.resolve("llama"),
                ModelOptions.DEFAULT.withSettings(settings -> settings.toBuilder()
                        .segmentTokens(segment)
                        .sensoryTokens(sensory)
                        .memoryVectors(vectors)
                        .build()),
                "segment_tokens is " + segment + ": with " + sensory + " sensory tokens and " + vectors
                        + " memory vector(s) at each end");
    }

    @Test
    void wrongSettingsOfTheFolderNameTheirFile() throws IOException {
        copyModel("llama", root);
        Files.copy(PARITY.resolve("llama/hmt.safetensors"), root.resolve("hmt.safetensors"));
        var json = HmtFiles.toJson(TinyModels.CONFIG).put("segment_tokens", -4);
        Files.writeString(root.resolve("hmt_config.json"), new ObjectMapper().writeValueAsString(json));
        refuses(root, ModelOptions.DEFAULT, root.resolve("hmt_config.json") + ": segment_tokens is -4");
    }

    @Test
    void aBrokenTokenizerIsAClearError() throws IOException {
        copyModel("llama", root);
        Files.writeString(root.resolve("tokenizer.json"), "{\"version\":");
        refuses(root, ModelOptions.DEFAULT, "tokenizer.json");
    }

    @Test
    void idsThatEndATextComeFromTheGenerationSettingsAndTheTokenizer() throws IOException {
        Path model = TextModels.write(root.resolve("model"), "");
        Files.writeString(model.resolve("generation_config.json"), "{\"eos_token_id\": [7, 9]}");
        try (HmtModel loaded = TextModels.load(model, 12)) {
            assertThat(loaded.endIds()).containsExactlyInAnyOrder(2, 7, 9);
        }
    }

    @Test
    void loadingAndClosingLeavesNothingAlive() {
        loadAndClose();
        long objects = Engine.liveObjects();
        loadAndClose();
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
    }

    @Test
    void aRefusedLoadingLeavesNothingAlive() {
        ModelOptions tooLong = ModelOptions.DEFAULT.withSettings(
                settings -> settings.toBuilder().segmentTokens(250).build());
        refuses(PARITY.resolve("llama"), tooLong, "segment_tokens is 250");
        long objects = Engine.liveObjects();
        refuses(PARITY.resolve("llama"), tooLong, "segment_tokens is 250");
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(objects);
    }

    private void loadAndClose() {
        try (HmtModel model = HmtModel.load(PARITY.resolve("llama"), ModelOptions.DEFAULT.withSettings(this::short16));
                DocumentMemory memory = model.newMemory()) {
            model.read(memory, new Random(1).ints(50, 0, 64).toArray());
            assertThat(memory.segments()).isEqualTo(3);
        }
    }

    private HmtConfig short16(HmtConfig settings) {
        return settings.toBuilder().segmentTokens(16).sensoryTokens(4).build();
    }

    private static void refuses(Path folder, ModelOptions options, String words) {
        assertThatThrownBy(() -> HmtModel.load(folder, options).close())
                .isInstanceOf(InputException.class)
                .hasMessageContaining(words);
    }

    private static void copyModel(String name, Path target) throws IOException {
        for (String file : new String[] {"config.json", "model.safetensors"}) {
            Files.copy(PARITY.resolve(name).resolve(file), target.resolve(file));
        }
    }
}
