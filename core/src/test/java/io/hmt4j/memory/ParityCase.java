package io.hmt4j.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.checkpoint.SafetensorsFile;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers recorded from the authors' code: a model, the settings of a case, inputs and results. */
final class ParityCase {

    static final Path ROOT = Path.of("src", "test", "resources", "parity");

    private final Path model;
    private final Path folder;
    private final JsonNode settings;

    private ParityCase(String model, String name) {
        this.model = ROOT.resolve(model);
        this.folder = this.model.resolve(name);
        try {
            settings = new ObjectMapper()
                    .readTree(Files.readString(folder.resolve("case.json")).replaceAll("\\bNaN\\b", "null"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a case by "model/name". */
    static ParityCase open(String path) {
        String[] parts = path.split("/", -1);
        return new ParityCase(parts[0], parts[1]);
    }

    JsonNode settings() {
        return settings;
    }

    /** The settings in our terms. */
    HmtConfig config() {
        JsonNode call = settings.path("call_args");
        int segment = call.has("segment_size")
                ? call.path("segment_size").asInt()
                : settings.path("segment_size").asInt();
        return new HmtConfig(
                mode(),
                segment,
                settings.path("num_sensory").asInt(),
                settings.path("ltm_context").asInt(5),
                settings.path("mem_recall_hidden_dim").asInt(96),
                call.path("sum_fraction").asDouble(0.5),
                1,
                RecallQuery.SEGMENT,
                new ReadingSpeed(call.path("extra_size").asInt(0), 3));
    }

    private Mode mode() {
        return switch (settings.path("kind").asText()) {
            case "rmt" -> Mode.RMT;
            case "stage1" -> Mode.STAGE1;
            case "baseline" -> Mode.BASELINE;
            default -> Mode.HMT;
        };
    }

    /** The model with this case's settings. */
    HmtModel load() {
        return HmtModel.load(
                model,
                ModelOptions.DEFAULT
                        .withHmtFolder(model)
                        .withBackbone(LoadOptions.cpu())
                        .withSettings(stored -> config()));
    }

    /** Token ids of each row. */
    int[][] inputs() {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("input.safetensors"));
                Scope scope = Scope.withoutGradient()) {
            long[] shape = file.shape("input_ids");
            int[] flat = Arrays.stream(Tensors.toLongs(file.tensor("input_ids")))
                    .mapToInt(Math::toIntExact)
                    .toArray();
            int[][] rows = new int[(int) shape[0]][];
            for (int row = 0; row < rows.length; row++) {
                rows[row] = Arrays.copyOfRange(flat, row * (int) shape[1], (row + 1) * (int) shape[1]);
            }
            return rows;
        }
    }

    Map<String, Recorded> expected() {
        return recorded("expected.safetensors");
    }

    Map<String, Recorded> gradients() {
        return recorded("grads.safetensors");
    }

    private Map<String, Recorded> recorded(String name) {
        Map<String, Recorded> all = new HashMap<>();
        if (!Files.exists(folder.resolve(name))) {
            return all;
        }
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(name));
                Scope scope = Scope.withoutGradient()) {
            for (String tensor : file.names()) {
                all.put(tensor, new Recorded(file.shape(tensor), Tensors.toFloats(file.tensor(tensor))));
            }
        }
        return all;
    }

    /** A recorded tensor, row by row. */
    record Recorded(long[] shape, float[] values) {

        /** The values at an index of the leading dimensions. */
        float[] at(int... index) {
            int length = values.length;
            int start = 0;
            for (int i = 0; i < index.length; i++) {
                length /= (int) shape[i];
                start += index[i] * length;
            }
            return Arrays.copyOfRange(values, start, start + length);
        }
    }
}
