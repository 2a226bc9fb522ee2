package io.hmt4j.backbone.llama;

import io.hmt4j.backbone.Architecture;
import io.hmt4j.backbone.ModelFamily;
import io.hmt4j.checkpoint.ConfigReader;
import java.util.List;
import java.util.Set;

/**
 * One of the families that are Llama but for some traits.
 *
 * @param modelType the name in {@code config.json}
 * @param theta base of the rotary frequencies where the configuration names none
 * @param traits in what it differs
 */
public record LlamaFamily(String modelType, double theta, Set<Trait> traits) implements ModelFamily {

    /** All of them. SmolLM 1 and 2, Yi and OpenLLaMA call themselves {@code llama}. */
    public static final List<ModelFamily> ALL = List.of(
            new LlamaFamily("llama", 10_000, Trait.ATTENTION_BIAS_KEY, Trait.FEED_FORWARD_BIAS_KEY),
            new LlamaFamily("mistral", 10_000, Trait.WINDOW_IN_ALL_LAYERS, Trait.WINDOW_BY_DEFAULT),
            new LlamaFamily(
                    "qwen2", 10_000, Trait.QUERY_KEY_VALUE_BIAS, Trait.WINDOW_IN_UPPER_LAYERS, Trait.WINDOW_BY_DEFAULT),
            new LlamaFamily(
                    "qwen3",
                    10_000,
                    Trait.ATTENTION_BIAS_KEY,
                    Trait.HEAD_NORMS,
                    Trait.WINDOW_IN_UPPER_LAYERS,
                    Trait.WINDOW_BY_DEFAULT),
            new LlamaFamily(
                    "smollm3",
                    2_000_000,
                    Trait.ATTENTION_BIAS_KEY,
                    Trait.FEED_FORWARD_BIAS_KEY,
                    Trait.UNROTATED_LAYERS,
                    Trait.TIED),
            new LlamaFamily("phi3", 10_000, Trait.FUSED_PROJECTIONS, Trait.WINDOW_IN_ALL_LAYERS));

    public LlamaFamily {
        traits = Set.copyOf(traits);
    }

    private LlamaFamily(String modelType, double theta, Trait... traits) {
        this(modelType, theta, Set.of(traits));
    }

    @Override
    public Architecture read(ConfigReader config) {
        return new LlamaConfigReader(this, config).read();
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }
}
