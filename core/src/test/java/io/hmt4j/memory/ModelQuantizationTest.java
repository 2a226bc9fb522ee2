package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.BackboneFiles;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.backbone.RandomCheckpoint;
import io.hmt4j.checkpoint.ModelFolder;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.tensor.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelQuantizationTest {

    private static final HmtConfig SETTINGS =
            new HmtConfig(Mode.HMT, 32, 8, 20, 64, 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);

    @TempDir
    private Path temporary;

    private Path original;

    @BeforeEach
    void aModelOfWhichMostCanBeHeldInFourBits() {
        ObjectNode config = TinyModels.llama();
        config.put("hidden_size", 128).put("intermediate_size", 160).put("initializer_range", 0.04);
        original = temporary.resolve("original");
        RandomCheckpoint.write(original, config, 3);
        try (HmtModel fresh = load(original, null)) {
            HmtFiles.writeInto(original, SETTINGS, fresh.parameters());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT4"})
    void whatIsStoredIsWhatLoadingWouldMakeOfTheOriginal(WeightFormat format) {
        Path stored = quantized(format);
        try (HmtModel made = load(original, format);
                HmtModel loaded = load(stored, null)) {
            assertThat(loaded.backbone().weightFormat()).isEqualTo(format);
            assertThat(vectors(loaded)).containsExactly(vectors(made), within(0f));
        }
    }

    @Test
    void aQuarterIsWritten() throws IOException {
        long before = Files.size(original.resolve("model.safetensors"));
        assertThat(Files.size(quantized(WeightFormat.INT8).resolve("model.safetensors")))
                .isBetween(before / 4, before / 3);
        assertThat(Files.size(quantized(WeightFormat.INT4).resolve("model.safetensors")))
                .isBetween(before / 8, before / 5);
    }

    @Test
    void memoryVectorsOfIntegersAreNearThoseOfFloats() {
        try (HmtModel exact = load(original, WeightFormat.FLOAT32);
                HmtModel eight = load(original, WeightFormat.INT8);
                HmtModel four = load(original, WeightFormat.INT4)) {
            assertThat(difference(vectors(eight), vectors(exact))).isBetween(1e-4, 0.1);
            assertThat(difference(vectors(four), vectors(exact))).isBetween(1e-3, 0.6);
        }
    }

    @Test
    void documentsSideBySideLeaveTheMemoriesTheyLeaveAlone() {
        int[] first = TinyModels.tokens(new Random(1), 130);
        int[] second = TinyModels.tokens(new Random(2), 200);
        try (HmtModel model = load(original, WeightFormat.INT8);
                DocumentMemory alone = model.newMemory();
                DocumentMemory left = model.newMemory();
                DocumentMemory right = model.newMemory()) {
            model.read(alone, first);
            model.read(List.of(left, right), List.of(first, second), ReadListener.SILENT);
            assertThat(vectors(left)).containsExactly(vectors(alone), within(5e-3f));
        }
    }

    @Test
    void memoriesFitTheModelAndWhatItWasQuantizedTo() {
        Path stored = quantized(WeightFormat.INT8);

        assertThat(fingerprint(stored)).isEqualTo(fingerprint(original));
        try (HmtModel exact = load(original, null);
                HmtModel integers = load(stored, null)) {
            assertThat(integers.identity().fingerprint())
                    .isEqualTo(exact.identity().fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT4"})
    void memoriesGoBothWaysWhereTheirParametersAreFresh(WeightFormat format) throws IOException {
        removeParameters();
        Path stored = quantized(format);
        Path ofFloats = temporary.resolve("of-floats");
        Path ofIntegers = temporary.resolve("of-integers");
        save(original, ofFloats);
        save(stored, ofIntegers);

        assertThat(tokensOf(stored, ofFloats)).isEqualTo(300);
        assertThat(tokensOf(original, ofIntegers)).isEqualTo(300);
    }

    @Test
    void freshParametersOfAnotherSeedAreAnotherModel() throws IOException {
        removeParameters();
        Path memory = temporary.resolve("memory");
        save(original, memory);
        ModelOptions other = ModelOptions.DEFAULT.withSettings(any -> SETTINGS).withSeed(1);

        try (HmtModel drawn = HmtModel.load(original, other)) {
            assertThatThrownBy(() -> drawn.openMemory(memory).close())
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("another checkpoint");
        }
    }

    @Test
    void quantizedTwiceIsRefused() {
        Path stored = quantized(WeightFormat.INT8);

        assertThatThrownBy(() -> new ModelQuantization(stored, null, Set.of())
                        .write(temporary.resolve("again"), WeightFormat.INT4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is quantized already (quantization_config: int8)");
        assertThat(temporary.resolve("again")).doesNotExist();
    }

    @Test
    void anotherFormatThanTheStoredOneIsRefused() {
        Path stored = quantized(WeightFormat.INT8);

        assertThatThrownBy(() -> load(stored, WeightFormat.FLOAT32))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("stored as int8 and cannot be loaded as f32");
    }

    @Test
    void floatFormatsAndFoldersThatAreThereAreRefused() {
        ModelQuantization quantization = new ModelQuantization(original, null, Set.of());

        assertThatThrownBy(() -> quantization.write(temporary.resolve("new"), WeightFormat.BFLOAT16))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--weights is \"bf16\"");
        assertThatThrownBy(() -> quantization.write(original, WeightFormat.INT8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("exists already");
    }

    @Test
    void quantizationsOfOtherProgramsAreRefusedByName() throws IOException {
        changeConfig(original, "{\"quant_method\": \"gptq\", \"bits\": 4}");

        assertThatThrownBy(() -> load(original, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("quantization_config.quant_method is \"gptq\"")
                .hasMessageContaining("hmt4j");
    }

    @Test
    void integersWithoutTheirScalesAreRefused() {
        Path stored = quantized(WeightFormat.INT8);
        Path file = stored.resolve("model.safetensors");
        try (Scope scope = Scope.withoutGradient();
                SafetensorsFile weights = SafetensorsFile.open(file)) {
            Map<String, Tensor> changed = new LinkedHashMap<>();
            weights.names().forEach(name -> changed.put(name, weights.tensor(name)));
            changed.replace("model.embed_tokens.weight.scale", Tensors.floats(new float[3], 3));
            SafetensorsWriter.write(file, changed, Map.of());
        }
        assertThatThrownBy(() -> load(stored, null))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("model.embed_tokens.weight.scale is F32 [3]; config.json wants F32 [97]");
    }

    @Test
    void weightsOfATrainingDoNotReplaceIntegers() {
        Path stored = quantized(WeightFormat.INT8);
        BackboneFiles files = new BackboneFiles(ModelFolder.open(stored), original);

        assertThatThrownBy(() -> Backbones.load(files, LoadOptions.cpu()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is quantized; adapters or weights of");
    }

    private Path quantized(WeightFormat format) {
        Path folder = temporary.resolve(format.flag());
        new ModelQuantization(original, null, Set.of()).write(folder, format);
        return folder;
    }

    private static HmtModel load(Path folder, @Nullable WeightFormat format) {
        LoadOptions options =
                format == null ? LoadOptions.cpu() : LoadOptions.cpu().as(format);
        return HmtModel.load(folder, ModelOptions.DEFAULT.withBackbone(options).withSettings(any -> SETTINGS));
    }

    private void removeParameters() throws IOException {
        Files.delete(original.resolve(HmtFiles.PARAMETERS));
        Files.delete(original.resolve(HmtFiles.CONFIG));
    }

    private static void save(Path model, Path memory) {
        try (HmtModel loaded = load(model, null);
                DocumentMemory read = loaded.newMemory()) {
            loaded.read(read, TinyModels.tokens(new Random(4), 300));
            loaded.saveMemory(read, memory);
        }
    }

    private static long tokensOf(Path model, Path memory) {
        try (HmtModel loaded = load(model, null);
                DocumentMemory opened = loaded.openMemory(memory)) {
            return opened.tokens();
        }
    }

    private static String fingerprint(Path folder) {
        return BackboneFiles.of(ModelFolder.open(folder)).fingerprint().hex();
    }

    private static float[] vectors(HmtModel model) {
        try (DocumentMemory memory = model.newMemory()) {
            model.read(memory, TinyModels.tokens(new Random(4), 300));
            return vectors(memory);
        }
    }

    private static float[] vectors(DocumentMemory memory) {
        return Tensors.toFloats(memory.bank().vectors());
    }

    private static void changeConfig(Path folder, String quantization) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path file = folder.resolve("config.json");
        ObjectNode config = (ObjectNode) json.readTree(file.toFile());
        config.set("quantization_config", json.readTree(quantization));
        json.writeValue(file.toFile(), config);
    }

    private static double difference(float[] found, float[] expected) {
        double squares = 0;
        double norm = 0;
        for (int i = 0; i < found.length; i++) {
            squares += Math.pow((double) found[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(squares / norm);
    }
}
