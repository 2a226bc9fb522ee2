package io.hmt4j.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.tensor.ComputeDevice;
import io.hmt4j.tensor.Engine;
import io.hmt4j.tensor.Scope;
import io.hmt4j.tensor.Tensors;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Small models of all families, with weights that are random everywhere: norms are not 1 and biases not 0. */
final class TinyModels {

    static final int VOCABULARY = 40;

    private static final String LLAMA = """
            {"model_type": "llama", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 3,
             "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 40, "max_position_embeddings": 64,
             "rms_norm_eps": 1e-5, "hidden_act": "silu", "rope_theta": 10000.0, "tie_word_embeddings": false,
             "initializer_range": 0.2}
            """;

    private static final String OPT = """
            {"model_type": "opt", "hidden_size": 32, "ffn_dim": 48, "num_hidden_layers": 3, "num_attention_heads": 4,
             "vocab_size": 40, "max_position_embeddings": 64, "activation_function": "relu", "init_std": 0.2,
             "word_embed_proj_dim": 32, "do_layer_norm_before": true}
            """;

    private TinyModels() {}

    /** A Llama configuration, with keys set or (null) removed. */
    static ObjectNode llama(String changes) {
        return changed(parse(LLAMA), parse(changes));
    }

    /** An OPT configuration, with keys set or (null) removed. */
    static ObjectNode opt(String changes) {
        return changed(parse(OPT), parse(changes));
    }

    /** One configuration of every kind of model, by what is special about it. */
    static Map<String, ObjectNode> everyKind() {
        Map<String, ObjectNode> kinds = new TreeMap<>();
        kinds.put("llama", llama("{}"));
        kinds.put("llama, biases everywhere, wide heads", llama("""
                {"attention_bias": true, "mlp_bias": true, "head_dim": 16, "tie_word_embeddings": true}"""));
        kinds.put("llama, as many key heads as query heads, gelu", llama("""
                {"num_key_value_heads": null, "hidden_act": "gelu_new"}"""));
        kinds.put("mistral, window", llama("""
                {"model_type": "mistral", "sliding_window": 5}"""));
        kinds.put("qwen2, window in upper layers", llama("""
                {"model_type": "qwen2", "use_sliding_window": true, "sliding_window": 6, "max_window_layers": 2}"""));
        kinds.put("qwen3", llama("""
                {"model_type": "qwen3", "head_dim": 16, "sliding_window": null, "use_sliding_window": false}"""));
        kinds.put("smollm3", llama("""
                {"model_type": "smollm3", "num_hidden_layers": 4, "no_rope_layer_interval": 2,
                 "tie_word_embeddings": true}"""));
        kinds.put("smollm3, windows where it does not rotate", llama("""
                {"model_type": "smollm3", "no_rope_layers": [1, 0, 1], "use_sliding_window": true,
                 "sliding_window": 7}"""));
        kinds.put("phi3, partial rotation", llama("""
                {"model_type": "phi3", "partial_rotary_factor": 0.5, "sliding_window": 9}"""));
        kinds.put("opt", opt("{}"));
        kinds.put("opt-350m", opt("""
                {"do_layer_norm_before": false, "word_embed_proj_dim": 24}"""));
        kinds.put("opt, bare", opt("""
                {"enable_bias": false, "layer_norm_elementwise_affine": false, "_remove_final_layer_norm": true,
                 "tie_word_embeddings": false, "activation_function": "gelu"}"""));
        return kinds;
    }

    /** A model of a configuration, with random weights. */
    static Backbone random(ObjectNode config) {
        return random(config, LoadOptions.cpu());
    }

    /** A model of a configuration in some number format, with random weights. */
    static Backbone random(ObjectNode config, LoadOptions options) {
        Backbone backbone = Backbones.random(config, 5, options);
        Engine.seed(11);
        try (Scope scope = Scope.withoutGradient()) {
            backbone.parameters().forEach((name, weight) -> {
                if (weight.shape().length == 1) {
                    weight.add_(Tensors.normal(0.3, weight.shape()), new Scalar(1.0));
                }
            });
        }
        return backbone;
    }

    /** Rows of random token ids, (rows, length). */
    static Tensor ids(long seed, int rows, int length) {
        Random random = new Random(seed);
        int[][] ids = new int[rows][length];
        for (int[] row : ids) {
            for (int column = 0; column < length; column++) {
                row[column] = random.nextInt(VOCABULARY);
            }
        }
        return Tensors.ids(ids, ComputeDevice.CPU);
    }

    static ObjectNode parse(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (JsonProcessingException error) {
            throw new IllegalArgumentException(json, error);
        }
    }

    private static ObjectNode changed(ObjectNode config, ObjectNode changes) {
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                config.remove(change.getKey());
            } else {
                config.set(change.getKey(), change.getValue());
            }
        });
        return config;
    }
}
