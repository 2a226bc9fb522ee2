package io.hmt4j.train.bptt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.data.Document;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import io.hmt4j.train.bptt.Objective.RecallLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trainer's gradients against those recorded from the authors' code (core's parity fixtures). */
class PublishedGradientsTest {

    private static final Path PARITY = Path.of("..", "core", "src", "test", "resources", "parity");
    private static final double TOLERANCE = 1e-4;
    private static final Map<String, String> AUTHORS_NAMES = Map.of(
            "first_prompt", "memory_cell.memory",
            "summary_prompt", "mem",
            "recall.query.weight", "cross_attn.wq.weight",
            "recall.key.weight", "cross_attn.wk.weight");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama/hmt_f32",
                "llama/hmt_b2",
                "llama/hmt_trainlike",
                "llama/rmt",
                "llama/stage1",
                "llama/baseline",
                "opt/hmt_f32",
                "qwen2/hmt_f32"
            })
    void areTheAuthors(String path) throws IOException {
        Path folder = PARITY.resolve(path);
        JsonNode settings = new ObjectMapper()
                .readTree(Files.readString(folder.resolve("case.json")).replaceAll("\\bNaN\\b", "null"));
        HmtConfig config = config(settings);
        try (HmtModel model = HmtModel.load(
                        folder.getParent(),
                        ModelOptions.DEFAULT.withHmtFolder(folder.getParent()).withSettings(stored -> config));
                Scope scope = Scope.open()) {
            Map<String, Tensor> parameters =
                    new LinkedHashMap<>(model.backbone().parameters());
            model.parameters().byName().forEach((name, tensor) -> parameters.put(AUTHORS_NAMES.get(name), tensor));
            parameters.values().forEach(tensor -> tensor.set_requires_grad(true));
            List<Document> documents = documents(folder);
            // The cases with a mask score the last segment's tokens; the others all.
            boolean last = settings.path("mask_size").asInt() < documents.get(0).tokens().length - 1;
            Objective objective = new Objective(
                    last ? Objective.Scope.LAST_SEGMENT : Objective.Scope.ALL,
                    Double.NaN,
                    Double.NaN,
                    RecallLoss.NONE,
                    0,
                    Objective.UNLIMITED);
            Figures figures = new ExactBackward(model).run(new TrainingBatch(documents, config), objective, 1, 0);

            assertThat(figures.loss()).isCloseTo(settings.path("loss_fixed").asDouble(), within(5e-5));
            int compared = 0;
            for (var norm : settings.path("grad_norms").properties()) {
                Tensor parameter = parameters.get(norm.getKey().replace("memory_cell.model.", ""));
                if (parameter != null) {
                    double recorded = norm.getValue().asDouble();
                    double ours = parameter.grad().defined() ? norm(Tensors.toFloats(parameter.grad())) : 0;
                    assertThat(ours).as(norm.getKey()).isCloseTo(recorded, within(TOLERANCE * recorded + 1e-6));
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(10);
            compareWhole(folder, parameters);
        }
    }

    private static void compareWhole(Path folder, Map<String, Tensor> parameters) {
        if (Files.notExists(folder.resolve("grads.safetensors"))) {
            return;
        }
        try (SafetensorsFile recorded = SafetensorsFile.open(folder.resolve("grads.safetensors"))) {
            for (String name : recorded.names()) {
                Tensor parameter = parameters.get(name);
                if (parameter != null) {
                    float[] expected = Tensors.toFloats(recorded.tensor(name));
                    float[] ours = Tensors.toFloats(parameter.grad());
                    float[] difference = new float[ours.length];
                    for (int i = 0; i < ours.length; i++) {
                        difference[i] = ours[i] - expected[i];
                    }
                    assertThat(norm(difference)).as(name).isLessThanOrEqualTo(TOLERANCE * norm(expected) + 1e-9);
                }
            }
        }
    }

    private static HmtConfig config(JsonNode settings) {
        Mode mode =
                switch (settings.path("kind").asText()) {
                    case "rmt" -> Mode.RMT;
                    case "stage1" -> Mode.STAGE1;
                    case "baseline" -> Mode.BASELINE;
                    default -> Mode.HMT;
                };
        return new HmtConfig(
                mode,
                settings.path("call_args").path("segment_size").asInt(),
                settings.path("num_sensory").asInt(),
                settings.path("ltm_context").asInt(5),
                settings.path("mem_recall_hidden_dim").asInt(96),
                settings.path("call_args").path("sum_fraction").asDouble(0.5),
                1,
                RecallQuery.SEGMENT,
                ReadingSpeed.CONSTANT);
    }

    private static List<Document> documents(Path folder) {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("input.safetensors"));
                Scope scope = Scope.withoutGradient()) {
            long[] shape = file.shape("input_ids");
            int[] flat = Arrays.stream(Tensors.toLongs(file.tensor("input_ids")))
                    .mapToInt(Math::toIntExact)
                    .toArray();
            List<Document> documents = new ArrayList<>();
            int length = (int) shape[1];
            for (int row = 0; row < shape[0]; row++) {
                documents.add(Document.plain("row " + row, Arrays.copyOfRange(flat, row * length, (row + 1) * length)));
            }
            return documents;
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
