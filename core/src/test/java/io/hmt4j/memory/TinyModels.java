package io.hmt4j.memory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import java.util.Random;
import java.util.Set;

/** Small models of random weights, the same for the same seed. */
final class TinyModels {

    static final int VOCABULARY = 97;

    /** Segments of 12 tokens, 3 sensory tokens, a bank of 4. */
    static final HmtConfig CONFIG =
            new HmtConfig(Mode.HMT, 12, 3, 4, 16, 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);

    private TinyModels() {}

    static HmtModel create(HmtConfig config) {
        Backbone backbone = Backbones.random(llama(), 7, LoadOptions.cpu());
        HmtParameters parameters = HmtParameters.fresh(backbone, config, 11);
        ModelIdentity identity = new ModelIdentity("tiny", "f".repeat(64), false, Set.of());
        return new HmtModel(backbone, parameters, config, identity, null);
    }

    static ObjectNode llama() {
        ObjectNode config = new ObjectMapper().createObjectNode();
        config.put("model_type", "llama");
        config.put("hidden_size", 32);
        config.put("intermediate_size", 48);
        config.put("num_hidden_layers", 2);
        config.put("num_attention_heads", 4);
        config.put("num_key_value_heads", 2);
        config.put("vocab_size", VOCABULARY);
        config.put("max_position_embeddings", 128);
        config.put("rms_norm_eps", 1e-5);
        config.put("hidden_act", "silu");
        config.put("initializer_range", 0.1);
        config.put("tie_word_embeddings", true);
        return config;
    }

    static int[] tokens(Random random, int count) {
        return random.ints(count, 0, VOCABULARY).toArray();
    }
}
