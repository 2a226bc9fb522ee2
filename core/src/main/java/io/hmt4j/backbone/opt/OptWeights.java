package io.hmt4j.backbone.opt;

import io.hmt4j.backbone.weights.WeightPlan;
import io.hmt4j.backbone.weights.WeightSpec;
import io.hmt4j.backbone.weights.WeightSpec.Initial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of an OPT model: names as in transformers, and shapes. */
final class OptWeights {

    static final String EMBEDDINGS = "model.decoder.embed_tokens.weight";
    static final String POSITIONS = "model.decoder.embed_positions.weight";
    static final String PROJECT_IN = "model.decoder.project_in";
    static final String PROJECT_OUT = "model.decoder.project_out";
    static final String NORM = "model.decoder.final_layer_norm";
    static final String HEAD = "lm_head.weight";

    /** The table of positions has two rows before position 0, a legacy of padding. */
    static final int POSITION_OFFSET = 2;

    private final OptConfig config;
    private final List<WeightSpec> specs = new ArrayList<>();

    OptWeights(OptConfig config) {
        this.config = config;
    }

    /** The beginning of the names of a layer's weights. */
    static String layer(int number) {
        return "model.decoder.layers." + number + ".";
    }

    WeightPlan plan() {
        int layerWidth = config.layerWidth();
        matrix(EMBEDDINGS, config.vocabulary(), config.width());
        matrix(POSITIONS, (long) config.maxPositions() + POSITION_OFFSET, layerWidth);
        if (config.isProjected()) {
            matrix(PROJECT_IN + ".weight", layerWidth, config.width());
            matrix(PROJECT_OUT + ".weight", config.width(), layerWidth);
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            layer(layer(layer), layerWidth);
        }
        if (config.finalNorm()) {
            norm(NORM, layerWidth);
        }
        if (!config.tied()) {
            matrix(HEAD, config.vocabulary(), config.width());
        }
        return new WeightPlan(
                specs,
                config.tied() ? Map.of(HEAD, EMBEDDINGS) : Map.of(),
                EMBEDDINGS,
                Set.of(EMBEDDINGS, POSITIONS),
                config.initializerRange());
    }

    private void layer(String prefix, int width) {
        for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            linear(prefix + "self_attn." + projection, width, width);
        }
        norm(prefix + "self_attn_layer_norm", width);
        linear(prefix + "fc1", config.feedForward(), width);
        linear(prefix + "fc2", width, config.feedForward());
        norm(prefix + "final_layer_norm", width);
    }

    private void linear(String name, long out, long in) {
        matrix(name + ".weight", out, in);
        if (config.biases()) {
            specs.add(new WeightSpec(name + ".bias", Initial.ZERO, out));
        }
    }

    private void matrix(String name, long out, long in) {
        specs.add(new WeightSpec(name, Initial.NORMAL, out, in));
    }

    private void norm(String name, long width) {
        if (config.affineNorms()) {
            specs.add(new WeightSpec(name + ".weight", Initial.ONE, width));
            specs.add(new WeightSpec(name + ".bias", Initial.ZERO, width));
        }
    }
}
