package io.hmt4j.backbone.opt;

import io.hmt4j.backbone.Architecture;
import io.hmt4j.backbone.ModelFamily;
import io.hmt4j.backbone.layer.Activation;
import io.hmt4j.checkpoint.ConfigReader;

/** The family {@code opt}: reads and checks its {@code config.json}. */
public final class OptFamily implements ModelFamily {

    @Override
    public String modelType() {
        return "opt";
    }

    @Override
    public Architecture read(ConfigReader config) {
        int width = config.positiveInt("hidden_size");
        int heads = config.positiveInt("num_attention_heads");
        if (width % heads != 0) {
            throw config.refused("num_attention_heads", "divisors of hidden_size, which is " + width);
        }
        boolean normFirst = config.flag("do_layer_norm_before", true);
        boolean finalNormRemoved = config.flag("_remove_final_layer_norm", false);
        return new OptConfig(
                width,
                config.positiveInt("word_embed_proj_dim", width),
                config.positiveInt("ffn_dim"),
                config.positiveInt("vocab_size"),
                config.positiveInt("max_position_embeddings"),
                heads,
                config.positiveInt("num_hidden_layers"),
                normFirst,
                normFirst && !finalNormRemoved,
                config.flag("enable_bias", true),
                config.flag("layer_norm_elementwise_affine", true),
                Activation.read(config, "activation_function", "relu"),
                config.flag("tie_word_embeddings", true),
                config.positiveNumber("init_std", 0.02));
    }
}
