package io.hmt4j.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.RandomCheckpoint;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.ModelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The demonstration's model: a small Llama of random weights over the words of {@link SmallWorld}, written as a Hugging
 * Face folder and loaded from there like any other.
 */
public final class RandomModel {

    private static final int WIDTH = 192;
    private static final int LAYERS = 4;
    private static final int HEADS = 6;
    private static final int SEGMENT = 256;
    private static final int SENSORY = 16;
    private static final int BANK = 64;

    /** Bytes of keys and values of one token in all layers, as a model without a memory keeps them. */
    public static final long CACHE_BYTES_PER_TOKEN = 2L * LAYERS * WIDTH * Float.BYTES;

    private RandomModel() {}

    /** Writes the model into a folder and loads it. The caller closes it. */
    public static HmtModel writeAndLoad(Path folder, long seed) {
        try {
            Files.createDirectories(folder);
            int vocabulary = WordTokenizer.write(folder, SmallWorld.words());
            RandomCheckpoint.write(folder, config(vocabulary), seed);
        } catch (IOException error) {
            throw new InputException(folder + " cannot be written: " + error.getMessage(), error);
        }
        return HmtModel.load(folder, ModelOptions.DEFAULT.withSeed(seed).withSettings(RandomModel::settings));
    }

    private static HmtConfig settings(HmtConfig defaults) {
        return defaults.toBuilder()
                .segmentTokens(SEGMENT)
                .sensoryTokens(SENSORY)
                .bankSize(BANK)
                .build();
    }

    private static ObjectNode config(int vocabulary) {
        return new ObjectMapper()
                .createObjectNode()
                .put("model_type", "llama")
                .put("vocab_size", vocabulary)
                .put("hidden_size", WIDTH)
                .put("intermediate_size", 3 * WIDTH)
                .put("num_hidden_layers", LAYERS)
                .put("num_attention_heads", HEADS)
                .put("num_key_value_heads", HEADS)
                .put("max_position_embeddings", 2048)
                .put("rms_norm_eps", 1e-5)
                .put("hidden_act", "silu")
                .put("rope_theta", 10_000.0)
                .put("initializer_range", 0.08) // at the usual 0.02 nothing but the last token shows in the output
                .put("tie_word_embeddings", false);
    }
}
