package io.hmt4j.bench.make;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.bench.Shape;
import io.hmt4j.checkpoint.AtomicFolder;
import io.hmt4j.checkpoint.ConfigReader;
import io.hmt4j.checkpoint.ShardedWriter;
import io.hmt4j.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * Makes a model of random weights as a Hugging Face folder: configuration, weights, tokenizer, defaults of generation. It
 * says nonsense at the speed of the real one.
 *
 * @param shape its shape
 * @param type number format of the weights: float32, bfloat16 or float16
 * @param seed the same seed gives the same bytes, whatever the shards
 */
public record ModelMaker(Shape shape, DType type, long seed) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int END_ID = 0;

    /**
     * Writes the folder, whole or not at all. One weight at a time is in memory.
     *
     * @return number of weights
     * @throws io.hmt4j.InputException if the folder is there already or cannot be written
     */
    public long make(Path folder) {
        return make(folder, ShardedWriter.SHARD_BYTES);
    }

    /** The same with so many bytes of weights in a file at most. */
    long make(Path folder, long shardBytes) {
        ObjectNode config = config();
        WeightPlan plan = Backbones.architecture(new ConfigReader("config.json", config, Set.of()))
                .weights();
        AtomicFolder.create(folder, beside -> {
            write(beside.resolve("config.json"), config);
            write(beside.resolve("generation_config.json"), Map.of("bos_token_id", END_ID, "eos_token_id", END_ID));
            Files.writeString(beside.resolve("tokenizer.json"), new MadeTokenizer(shape.vocabulary()).json());
            write(beside.resolve("tokenizer_config.json"), MadeTokenizer.config());
            ShardedWriter.write(beside, new RandomWeights(plan, type, seed).recipes(), shardBytes);
        });
        return plan.parameters();
    }

    private ObjectNode config() {
        return shape.config()
                .put("bos_token_id", END_ID)
                .put("eos_token_id", END_ID)
                .put("torch_dtype", type.torchName());
    }

    private static void write(Path file, Object json) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
}
