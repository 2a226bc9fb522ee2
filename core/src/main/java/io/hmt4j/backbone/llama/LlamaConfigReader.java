package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.layer.Activation;
import io.hmt4j.backbone.layer.CausalAttention;
import io.hmt4j.backbone.llama.LlamaConfig.Biases;
import io.hmt4j.backbone.llama.LlamaConfig.Heads;
import io.hmt4j.backbone.llama.LlamaConfig.LayerKind;
import io.hmt4j.backbone.rope.RopeReader;
import io.hmt4j.checkpoint.ConfigReader;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Reads and checks the {@code config.json} of a Llama-like model. */
final class LlamaConfigReader {

    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";
    private static final int DEFAULT_WINDOW = 4096;

    private final LlamaFamily family;
    private final ConfigReader config;
    private final int layers;

    LlamaConfigReader(LlamaFamily family, ConfigReader config) {
        this.family = family;
        this.config = config;
        layers = config.positiveInt("num_hidden_layers");
    }

    LlamaConfig read() {
        if (config.positiveInt("pretraining_tp", 1) != 1) {
            throw config.refused("pretraining_tp", "1");
        }
        Heads heads = heads();
        int maxPositions = config.positiveInt("max_position_embeddings");
        return new LlamaConfig(
                family,
                config.positiveInt("hidden_size"),
                config.positiveInt("intermediate_size"),
                config.positiveInt("vocab_size"),
                maxPositions,
                heads,
                biases(),
                layerKinds(),
                config.positiveNumber("rms_norm_eps"),
                Activation.read(config, "hidden_act", "silu"),
                RopeReader.read(config, heads.width(), maxPositions, family.theta()),
                config.flag("tie_word_embeddings", family.has(Trait.TIED)),
                config.positiveNumber("initializer_range", 0.02));
    }

    private Heads heads() {
        int width = config.positiveInt("hidden_size");
        int query = config.positiveInt("num_attention_heads");
        int key = config.positiveInt("num_key_value_heads", query);
        if (query % key != 0) {
            throw config.refused("num_key_value_heads", "divisors of num_attention_heads, which is " + query);
        }
        if (!config.has("head_dim") && width % query != 0) {
            throw config.refused("num_attention_heads", "divisors of hidden_size, which is " + width);
        }
        return new Heads(query, key, config.positiveInt("head_dim", width / query));
    }

    private Biases biases() {
        boolean attention = family.has(Trait.ATTENTION_BIAS_KEY) && config.flag("attention_bias", false);
        boolean feedForward = family.has(Trait.FEED_FORWARD_BIAS_KEY) && config.flag("mlp_bias", false);
        return new Biases(attention || family.has(Trait.QUERY_KEY_VALUE_BIAS), attention, feedForward);
    }

    private List<LayerKind> layerKinds() {
        if (family.has(Trait.WINDOW_IN_ALL_LAYERS)) {
            int window = window();
            return kinds(layer -> new LayerKind(true, window));
        }
        if (family.has(Trait.WINDOW_IN_UPPER_LAYERS)) {
            int from = config.nonNegativeInt("max_window_layers", 28);
            List<Boolean> sliding = sliding(layer -> layer >= from);
            int window = windowIfUsed();
            return kinds(layer -> new LayerKind(true, sliding.get(layer) ? window : CausalAttention.UNLIMITED));
        }
        if (family.has(Trait.UNROTATED_LAYERS)) {
            List<Boolean> rotated = rotated();
            List<Boolean> sliding = sliding(layer -> !rotated.get(layer));
            int window = windowIfUsed();
            return kinds(layer ->
                    new LayerKind(rotated.get(layer), sliding.get(layer) ? window : CausalAttention.UNLIMITED));
        }
        return kinds(layer -> new LayerKind(true, CausalAttention.UNLIMITED));
    }

    private List<LayerKind> kinds(IntFunction<LayerKind> kind) {
        return IntStream.range(0, layers).mapToObj(kind).toList();
    }

    private int window() {
        boolean byDefault = family.has(Trait.WINDOW_BY_DEFAULT) && !config.mentions("sliding_window");
        return config.positiveInt("sliding_window", byDefault ? DEFAULT_WINDOW : CausalAttention.UNLIMITED);
    }

    private int windowIfUsed() {
        int window = window();
        return config.flag("use_sliding_window", false) ? window : CausalAttention.UNLIMITED;
    }

    /** Which layers have a window: {@code layer_types}, or the family's own rule where the configuration has none. */
    private List<Boolean> sliding(IntPredicate rule) {
        if (!config.has("layer_types")) {
            return IntStream.range(0, layers).mapToObj(rule::test).toList();
        }
        List<String> types = config.texts("layer_types");
        if (types.size() != layers || !List.of(FULL, SLIDING).containsAll(types)) {
            throw config.refused("layer_types", layers + " times " + FULL + " or " + SLIDING);
        }
        return types.stream().map(SLIDING::equals).toList();
    }

    /** Which layers rotate: {@code no_rope_layers} (1 for those that do), or all but every n-th. */
    private List<Boolean> rotated() {
        int interval = config.positiveInt("no_rope_layer_interval", 4);
        if (!config.has("no_rope_layers")) {
            return IntStream.range(0, layers)
                    .mapToObj(layer -> (layer + 1) % interval != 0)
                    .toList();
        }
        List<Integer> flags = config.ids("no_rope_layers");
        if (flags.size() < layers || !List.of(0, 1).containsAll(flags)) {
            throw config.refused("no_rope_layers", "a 1 for each of " + layers + " layers that rotates, else a 0");
        }
        return flags.stream().map(flag -> flag == 1).toList();
    }
}
