package io.hmt4j.backbone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.weights.RandomTensors;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.SafetensorsWriter;
import io.hmt4j.checkpoint.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** Writes a model of random weights as a Hugging Face folder: for demonstrations, benchmarks and tests. */
public final class RandomCheckpoint {

    private RandomCheckpoint() {}

    /**
     * Writes {@code config.json} and {@code model.safetensors} (float32), the same for the same configuration and seed.
     *
     * @param folder the folder, made if it is not there
     * @param config the configuration of any known family
     * @throws InputException if the configuration is refused or the folder cannot be written
     */
    public static void write(Path folder, ObjectNode config, long seed) {
        WeightPlan plan = Backbones.architecture(new ConfigReader("config.json", config, Set.of()))
                .weights();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.json"), new ObjectMapper().writeValueAsString(config) + "\n");
        } catch (IOException error) {
            throw new InputException(folder + " cannot be written: " + error.getMessage(), error);
        }
        try (TensorSource random = RandomTensors.draw(plan, seed)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            random.names().forEach(name -> tensors.put(name, random.tensor(name)));
            SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
        }
    }
}
