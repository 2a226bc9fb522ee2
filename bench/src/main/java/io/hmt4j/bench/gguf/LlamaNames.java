package io.hmt4j.bench.gguf;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** llama.cpp's names for the weights of a Llama. */
final class LlamaNames {

    private static final Map<String, String> MODEL = Map.of(
            "model.embed_tokens", "token_embd",
            "model.norm", "output_norm",
            "lm_head", "output");
    private static final Map<String, String> LAYER = Map.of(
            "input_layernorm", "attn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.gate_proj", "ffn_gate",
            "mlp.up_proj", "ffn_up",
            "mlp.down_proj", "ffn_down");
    private static final Pattern NAME = Pattern.compile("(?:model\\.layers\\.(\\d+)\\.)?(.+)\\.weight");

    private LlamaNames() {}

    /** The name in a GGUF file of a weight by transformers' name; null where it has none. */
    static @Nullable String of(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        String layer = matcher.group(1);
        String part = layer == null ? MODEL.get(matcher.group(2)) : LAYER.get(matcher.group(2));
        if (part == null) {
            return null;
        }
        return (layer == null ? "" : "blk." + layer + ".") + part + ".weight";
    }
}
