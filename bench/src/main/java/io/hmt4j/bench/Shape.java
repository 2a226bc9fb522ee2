package io.hmt4j.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.backbone.Backbone;
import io.hmt4j.backbone.Backbones;
import io.hmt4j.backbone.LoadOptions;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.HmtParameters;
import io.hmt4j.memory.ModelIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shapes of models that benchmarks run with random weights: those of published configurations, and a small one. */
public enum Shape {
    /** 0.3 million parameters, for tests. */
    TINY(64, 2, 4, 2, 172, 512),
    /** SmolLM's width with six layers and a small vocabulary, 26 million parameters: what training is measured with. */
    LLAMA_26M(576, 6, 9, 3, 1536, 8192),
    /** HuggingFaceTB/SmolLM-135M. */
    SMOLLM_135M(576, 30, 9, 3, 1536, 49152),
    /** HuggingFaceTB/SmolLM-360M. */
    SMOLLM_360M(960, 32, 15, 5, 2560, 49152),
    /** Qwen/Qwen2.5-0.5B. */
    QWEN2_5_0_5B(896, 24, 14, 2, 4864, 151936) {
        @Override
        String label() {
            return "qwen2.5-0.5b";
        }

        @Override
        void published(ObjectNode config) {
            config.put("model_type", "qwen2");
            config.put("max_position_embeddings", 32768);
            config.put("rms_norm_eps", 1e-6);
            config.put("rope_theta", 1e6);
            config.put("use_sliding_window", false);
        }
    },
    /** TinyLlama/TinyLlama-1.1B. */
    TINYLLAMA_1B(2048, 22, 32, 4, 5632, 32000) {
        @Override
        void published(ObjectNode config) {
            config.put("tie_word_embeddings", false);
        }
    },
    /** meta-llama/Llama-3.2-1B. */
    LLAMA_1B(2048, 16, 32, 8, 8192, 128256) {
        @Override
        void published(ObjectNode config) {
            config.put("max_position_embeddings", 131072);
            config.put("rope_theta", 500000.0);
            config.putObject("rope_scaling")
                    .put("rope_type", "llama3")
                    .put("factor", 32.0)
                    .put("low_freq_factor", 1.0)
                    .put("high_freq_factor", 4.0)
                    .put("original_max_position_embeddings", 8192);
        }
    };

    final int width;
    final int layers;
    final int heads;
    final int keyHeads;
    final int inner;
    final int vocabulary;

    Shape(int width, int layers, int heads, int keyHeads, int inner, int vocabulary) {
        this.width = width;
        this.layers = layers;
        this.heads = heads;
        this.keyHeads = keyHeads;
        this.inner = inner;
        this.vocabulary = vocabulary;
    }

    /**
     * The shape of a name.
     *
     * @throws InputException if there is none, with those there are
     */
    public static Shape parse(String name) {
        return Arrays.stream(values())
                .filter(shape -> shape.label().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new InputException("--shape is \"" + name + "\"; allowed: " + String.join(", ", labels())));
    }

    /** The names of all shapes. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Shape::label).toList();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Number of token ids. */
    public int vocabulary() {
        return vocabulary;
    }

    /** What the published configuration has otherwise than SmolLM's. */
    void published(ObjectNode config) {
        // nothing
    }

    /** A model of this shape with the default memory and segments of so many tokens. */
    HmtModel model(int segmentTokens) {
        Backbone backbone = Backbones.random(config(), 1, LoadOptions.cpu());
        HmtConfig config = HmtConfig.defaultsFor(backbone.shape()).toBuilder()
                .segmentTokens(segmentTokens)
                .build();
        HmtParameters parameters = HmtParameters.fresh(backbone, config, 1);
        ModelIdentity identity = new ModelIdentity(label(), label(), false, Set.of());
        return new HmtModel(backbone, parameters, config, identity, null);
    }

    /** Its {@code config.json}, a new object. */
    public ObjectNode config() {
        ObjectNode config = new ObjectMapper().createObjectNode();
        config.put("model_type", "llama");
        config.put("hidden_size", width);
        config.put("intermediate_size", inner);
        config.put("num_hidden_layers", layers);
        config.put("num_attention_heads", heads);
        config.put("num_key_value_heads", keyHeads);
        config.put("vocab_size", vocabulary);
        config.put("max_position_embeddings", 2048);
        config.put("rms_norm_eps", 1e-5);
        config.put("hidden_act", "silu");
        config.put("tie_word_embeddings", true);
        published(config);
        return config;
    }
}
