package io.hmt4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of a memory's parameters and settings: round trips, foreign names, and everything that can be wrong. */
class HmtFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HmtConfig CONFIG = TinyModels.CONFIG;

    @TempDir
    Path folder;

    static Stream<HmtConfig> settings() {
        return Stream.concat(
                ReadingTest.configs(),
                Stream.of(new HmtConfig(
                        Mode.STAGE1, 77, 5, 301, 40, 0.123456789, 4, RecallQuery.PRECEDING, new ReadingSpeed(9, 7))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingComesBackFromTheFile(HmtConfig config) throws IOException {
        writeConfig(HmtFiles.toJson(config));
        assertThat(HmtFiles.readConfig(folder)).isEqualTo(config);
    }

    @Test
    void whatIsWrittenLoadsBitForBit() {
        try (Backbone backbone = backbone();
                HmtParameters parameters = HmtParameters.fresh(backbone, CONFIG, 5)) {
            HmtFiles.write(folder.resolve("new/memory"), CONFIG, parameters);
            assertThat(HmtFiles.readConfig(folder.resolve("new/memory"))).isEqualTo(CONFIG);
            try (HmtParameters loaded = load(folder.resolve("new/memory"), backbone, CONFIG)) {
                assertSame(loaded, parameters);
            }
        }
    }

    @Test
    void aFolderOfItsOwnIsReplacedAsAWholeAndOtherFilesStay() throws IOException {
        try (Backbone backbone = backbone();
                HmtParameters parameters = HmtParameters.fresh(backbone, CONFIG, 5)) {
            Path own = folder.resolve("memory");
            HmtFiles.write(own, CONFIG, parameters);
            Object first = Files.readAttributes(own, BasicFileAttributes.class).fileKey();
            HmtFiles.write(own, CONFIG, parameters);
            assertThat(Files.readAttributes(own, BasicFileAttributes.class).fileKey())
                    .isNotEqualTo(first);
            Files.writeString(own.resolve("notes.txt"), "mine");
            HmtFiles.write(own, CONFIG, parameters);
            assertThat(own).isDirectoryContaining("glob:**/notes.txt").isDirectoryContaining("glob:**/hmt.safetensors");
            assertThat(folder).isDirectoryNotContaining("glob:**/.memory*");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "segment_tokens|0|hmt_config.json: segment_tokens is 0; allowed: integers from 1",
                "segment_tokens|12.5|segment_tokens is 12.5",
                "segment_tokens|\"12\"|segment_tokens is \"12\"",
                "segment_tokens|1e12|segment_tokens is 1.0E12",
                "segment_tokens|null|segment_tokens is missing",
                "sensory_tokens|-1|sensory_tokens is -1; allowed: integers from 0",
                "sensory_tokens|13|hmt_config.json: sensory_tokens is 13; allowed: at most segment_tokens, 12",
                "bank_size|0|bank_size is 0",
                "bank_size|[5]|bank_size is [5]",
                "recall_width|0|recall_width is 0",
                "recall_width|2147483647|hmt_config.json: recall_width is 2147483647; allowed: at most 65536",
                "summary_fraction|0|summary_fraction is 0.0; allowed: more than 0, at most 1",
                "summary_fraction|1.5|hmt_config.json: summary_fraction is 1.5",
                "summary_fraction|NaN|summary_fraction is \"NaN\"; allowed: numbers",
                "summary_fraction|true|summary_fraction is true; allowed: numbers",
                "memory_vectors|0|memory_vectors is 0",
                "mode|\"hnt\"|mode is \"hnt\"; allowed: hmt, stage1, rmt, baseline",
                "mode|\"HMT\"|mode is \"HMT\"",
                "mode|3|mode is 3",
                "recall_query|\"last\"|recall_query is \"last\"; allowed: segment, preceding",
                "reading_speed|5|reading_speed is 5; allowed: an object",
                "reading_speed|{\"extra_tokens\": -1}|reading_speed.extra_tokens is -1",
                "reading_speed|{\"below_distance\": 0}|reading_speed.below_distance is 0",
                "reading_speed|{\"faster\": 1}|reading_speed.faster",
                "format_version|2|format_version is 2; allowed: 1",
                "format_version|\"1\"|format_version is \"1\"",
                "segment_token|12|segment_token is not known here"
            })
    void refusesASettingByFileAndKey(String key, String value, String words) throws IOException {
        String json = HmtFiles.toJson(CONFIG).toString();
        String wrong = json.contains("\"" + key + "\"")
                ? json.replaceFirst("\"" + key + "\":(\\{[^}]*}|[^,}]*)", "\"" + key + "\":" + quoted(value))
                : json.replaceFirst("}$", ",\"" + key + "\":" + quoted(value) + "}");
        assertThat(wrong).isNotEqualTo(json);
        Files.writeString(folder.resolve(HmtFiles.CONFIG), wrong);
        assertThatThrownBy(() -> HmtFiles.readConfig(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(folder.resolve(HmtFiles.CONFIG).toString())
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"format_version", "mode", "segment_tokens", "bank_size", "recall_width", "recall_query"})
    void refusesWhereASettingIsMissing(String key) throws IOException {
        ObjectNode json = HmtFiles.toJson(CONFIG);
        json.remove(key);
        writeConfig(json);
        assertThatThrownBy(() -> HmtFiles.readConfig(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("hmt_config.json: " + key + " is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "\u0000", "{\"mode\": \"hmt\", \"mode\": \"rmt\"}"})
    void refusesAFileThatIsNoObject(String text) throws IOException {
        Files.writeString(folder.resolve(HmtFiles.CONFIG), text);
        assertThatThrownBy(() -> HmtFiles.readConfig(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(HmtFiles.CONFIG);
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 0.000000001, 0, 1",
        "12, 0.5, 2147483647, 1",
        "12, 0.5, 0, 1073741824",
        "2147483647, 1, 2147483647, 2147483647",
        "125, 0.5, 0, 1"
    })
    void refusesSettingsThatTheModelsPositionsHaveNoRoomFor(int segment, double fraction, int extra, int vectors) {
        HmtConfig config = new HmtConfig(
                Mode.HMT, segment, 3, 4, 16, fraction, vectors, RecallQuery.SEGMENT, new ReadingSpeed(extra, 3));
        try (Backbone backbone = backbone()) {
            assertThatThrownBy(() -> config.checkFits(backbone.shape()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("segment_tokens is " + segment)
                    .hasMessageContaining("this llama model has 128");
        }
    }

    @Test
    void parametersLoadUnderTheAuthorsNamesToo() {
        try (Backbone backbone = backbone();
                HmtParameters parameters = HmtParameters.fresh(backbone, CONFIG, 5);
                Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> renamed = new LinkedHashMap<>();
            parameters.byName().forEach((name, tensor) -> renamed.put(HmtFiles.AUTHORS_NAMES.get(name), tensor));
            HmtFiles.AUTHORS_UNUSED.forEach(name -> renamed.put(name, Tensors.floats(new float[4], 2, 2)));
            writeParameters(renamed);
            try (HmtParameters loaded = load(folder, backbone, CONFIG)) {
                assertSame(loaded, parameters);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMT", "STAGE1", "BASELINE"})
    void aFileOfTheFirstStageNeedsNoRecall(Mode mode) {
        HmtConfig config = CONFIG.toBuilder().mode(mode).build();
        try (Backbone backbone = backbone();
                HmtParameters parameters = HmtParameters.fresh(backbone, config, 5)) {
            writeParameters(Map.of(HmtFiles.FIRST_PROMPT, parameters.firstPrompt()));
            try (HmtParameters first = load(folder, backbone, config);
                    HmtParameters second = load(folder, backbone, config)) {
                assertSame(first, second);
                assertThat(floats(first.firstPrompt())).isEqualTo(floats(parameters.firstPrompt()));
                assertThat(first.queryWeight().size(0)).isEqualTo(16);
            }
            assertThatThrownBy(() -> load(folder, backbone, CONFIG))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("hmt.safetensors has no tensor summary_prompt (or mem)")
                    .hasMessageContaining("it has first_prompt");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first_prompt", "summary_prompt", "recall.query.weight", "recall.key.weight"})
    void refusesAParameterOfAnotherShapeOrFormatAndAMissingOne(String name) {
        try (Backbone backbone = backbone();
                HmtParameters parameters = HmtParameters.fresh(backbone, CONFIG, 5);
                Scope scope = Scope.withoutGradient()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.byName());
            tensors.put(name, Tensors.floats(new float[33], 1, 33));
            writeParameters(tensors);
            refuses(backbone, name + " is F32 [1, 33]; this model and its settings want floats [", ", 32]");
            tensors.put(name, Tensors.longs(new long[32], 1, 32));
            writeParameters(tensors);
            refuses(backbone, name + " is I64 [1, 32]");
            tensors.remove(name);
            writeParameters(tensors);
            refuses(backbone, "hmt.safetensors has no tensor " + name);
        }
    }

    @Test
    void refusesATensorThatIsNoParameterOfAMemory() {
        try (Backbone backbone = backbone();
                HmtParameters parameters = HmtParameters.fresh(backbone, CONFIG, 5)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(parameters.byName());
            tensors.put("lm_head.weight", parameters.firstPrompt());
            writeParameters(tensors);
            refuses(backbone, "lm_head.weight is not a parameter of a memory");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1", "0.5, 2", "0.1, 1"})
    void freshParametersHaveTheDeviationsTheySay(double range, long seed) {
        ObjectNode model = TinyModels.llama().put("initializer_range", range).put("hidden_size", 256);
        HmtConfig wide = CONFIG.toBuilder().memoryVectors(40).recallWidth(64).build();
        try (Backbone backbone = Backbones.random(model, 7, LoadOptions.cpu());
                HmtParameters fresh = HmtParameters.fresh(backbone, wide, seed);
                Scope scope = Scope.withoutGradient()) {
            float[] embeddings = floats(backbone.parameters().get("model.embed_tokens.weight"));
            assertThat(deviation(floats(fresh.firstPrompt()))).isCloseTo(deviation(embeddings), within(0.03 * range));
            assertThat(deviation(floats(fresh.summaryPrompt()))).isCloseTo(deviation(embeddings), within(0.2 * range));
            double bound = 1 / Math.sqrt(256);
            for (Tensor weight : new Tensor[] {fresh.queryWeight(), fresh.keyWeight()}) {
                assertThat(deviation(floats(weight))).isCloseTo(bound / Math.sqrt(3), within(0.02 * bound));
                assertThat(floats(weight)).doesNotContain(Float.NaN).satisfies(values -> {
                    for (float value : values) {
                        assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
                    }
                });
            }
        }
    }

    @Test
    void freshParametersAreTheSameForTheSameSeed() {
        try (Backbone backbone = backbone();
                HmtParameters first = HmtParameters.fresh(backbone, CONFIG, 5);
                HmtParameters second = HmtParameters.fresh(backbone, CONFIG, 5);
                HmtParameters other = HmtParameters.fresh(backbone, CONFIG, 6)) {
            assertSame(first, second);
            assertThat(floats(first.queryWeight())).isNotEqualTo(floats(other.queryWeight()));
            assertThat(floats(first.queryWeight())).isNotEqualTo(floats(first.keyWeight()));
        }
    }

    private void refuses(Backbone backbone, String... words) {
        assertThatThrownBy(() -> load(folder, backbone, CONFIG))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(words);
    }

    private static HmtParameters load(Path folder, Backbone backbone, HmtConfig config) {
        try (var file = HmtFiles.openParameters(folder)) {
            return new HmtParametersLoader(file, backbone, config).load(9);
        }
    }

    private static Backbone backbone() {
        return Backbones.random(TinyModels.llama(), 7, LoadOptions.cpu());
    }

    private void writeParameters(Map<String, Tensor> tensors) {
        SafetensorsWriter.write(folder.resolve(HmtFiles.PARAMETERS), tensors, Map.of());
    }

    private void writeConfig(ObjectNode json) throws IOException {
        Files.writeString(folder.resolve(HmtFiles.CONFIG), JSON.writeValueAsString(json));
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static void assertSame(HmtParameters actual, HmtParameters expected) {
        expected.byName()
                .forEach((name, tensor) ->
                        assertThat(floats(actual.byName().get(name))).as(name).isEqualTo(floats(tensor)));
    }

    private static float[] floats(Tensor tensor) {
        return Tensors.toFloats(tensor);
    }

    private static double deviation(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return Math.sqrt(squares / values.length - mean * mean);
    }
}
