package io.hmt4j.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.HmtParameters;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelIdentity;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** A Llama of a few thousand random weights, large enough that nothing about it is trivial. */
public final class TinyLlama {

    public static final int VOCABULARY = 41;

    private TinyLlama() {}

    /** Its configuration. */
    public static ObjectNode config() {
        try {
            return (ObjectNode) new ObjectMapper().readTree("""
                            {"model_type": "llama", "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4,
                             "num_key_value_heads": 2, "intermediate_size": 48, "vocab_size": 41, "rms_norm_eps": 1e-5,
                             "max_position_embeddings": 256, "tie_word_embeddings": true, "hidden_act": "silu",
                             "initializer_range": 0.1, "rope_theta": 10000.0}
                            """);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Segments of 8 tokens, 3 sensory ones, 2 memory vectors. */
    public static HmtConfig memory(Mode mode) {
        return new HmtConfig(mode, 8, 3, 100, 24, 0.5, 2, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);
    }

    public static HmtModel model(HmtConfig config) {
        Backbone backbone = Backbones.random(config(), 3, LoadOptions.cpu());
        HmtParameters parameters = HmtParameters.fresh(backbone, config, 5);
        return new HmtModel(
                backbone, parameters, config, new ModelIdentity("tiny", "0".repeat(64), true, Set.of()), null);
    }

    /** All parameters by name, asked for gradients. */
    public static Map<String, Tensor> trainable(HmtModel model) {
        Map<String, Tensor> all = new LinkedHashMap<>(model.backbone().parameters());
        all.putAll(model.parameters().byName());
        all.values().forEach(tensor -> tensor.set_requires_grad(true));
        return all;
    }

    /** Random tokens. */
    public static int[] tokens(int count, long seed) {
        return new Random(seed).ints(count, 0, VOCABULARY).toArray();
    }
}
