package io.hmt4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.InputException;
import io.hmt4j.checkpoint.ConfigReader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes the arithmetic is honoured or refused by name, with what was found and what is allowed. */
class ConfigRefusalTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model_type": "gpt2"}              | model_type is "gpt2"          | llama, mistral, opt, phi3, qwen2, qwen3, smollm3
            {"model_type": null}                | model_type is missing         | config.json
            {"hidden_size": null}               | hidden_size is missing        | config.json
            {"hidden_size": -32}                | hidden_size is -32            | integers from 1
            {"hidden_size": 32.5}               | hidden_size is 32.5           | integers from 1
            {"num_hidden_layers": 0}            | num_hidden_layers is 0        | integers from 1
            {"vocab_size": "40"}                | vocab_size is "40"            | integers from 1
            {"num_attention_heads": 5, "num_key_value_heads": 5} | num_attention_heads is 5 | divisors of hidden_size, which is 32
            {"num_key_value_heads": 3}          | num_key_value_heads is 3      | divisors of num_attention_heads, which is 4
            {"hidden_act": "mish"}              | hidden_act is "mish"          | silu
            {"rms_norm_eps": 0}                 | rms_norm_eps is 0             | numbers above 0
            {"pretraining_tp": 2}               | pretraining_tp is 2           | allowed: 1
            {"rope_theta": -1}                  | rope_theta is -1              | numbers above 0
            {"head_dim": 7}                     | 7                             | even
            {"partial_rotary_factor": 1.5}      | partial_rotary_factor         | even numbers from 2 to 8
            {"rope_scaling": {"type": "linear2", "factor": 2}} | rope_scaling.type is "linear2" | dynamic, llama3, yarn
            {"rope_scaling": {"type": "linear"}} | rope_scaling.factor is missing | config.json
            {"rope_scaling": {"type": "linear", "factor": 0}} | rope_scaling.factor is 0 | numbers above 0
            {"rope_scaling": {"type": "linear", "factor": 2, "wobble": 3}} | rope_scaling.wobble | not supported
            {"rope_scaling": {"rope_type": "llama3", "factor": 8, "low_freq_factor": 4, "high_freq_factor": 1, "original_max_position_embeddings": 64}} | high_freq_factor is 1 | above low_freq_factor
            {"rope_scaling": {"type": "longrope", "short_factor": [1], "long_factor": [1], "original_max_position_embeddings": 16}} | short_factor is [1] | a list of 4 numbers above 0
            {"rope_scaling": {"type": "longrope", "short_factor": [1,1,1,1], "long_factor": [1,1,1,1]}} | original_max_position_embeddings is missing | number of positions
            {"rope_scaling": {"type": "linear", "factor": 2}, "rope_parameters": {"rope_type": "default"}} | rope_parameters | not both
            {"head_dim": 2, "rope_scaling": {"type": "dynamic", "factor": 2}} | rope_scaling.type is "dynamic" | 4 rotated dimensions
            {"quantization_config": {"bits": 4}} | quantization_config          | not supported
            {"layer_types": ["full_attention"]} | layer_types                   | not supported
            {"sliding_window": 4096}            | sliding_window                | not supported
            {"attention_multiplier": 2.0}       | attention_multiplier          | not supported
            {"model_type": "mistral", "attention_bias": true} | attention_bias    | not supported
            {"model_type": "qwen3", "layer_types": ["full_attention"]} | layer_types is | 3 times full_attention or sliding_attention
            {"model_type": "smollm3", "no_rope_layers": [1, 0]} | no_rope_layers is [1,0] | each of 3 layers
            {"model_type": "qwen2", "use_sliding_window": "yes"} | use_sliding_window is "yes" | true, false
            """)
    void aLlamaConfigurationThatCannotBeHonouredIsRefused(String changes, String found, String allowed) {
        refused(TinyModels.llama(changes), found, allowed);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"num_attention_heads": 5}          | num_attention_heads is 5      | divisors of hidden_size, which is 32
            {"activation_function": "tanh"}     | activation_function is "tanh" | relu
            {"enable_bias": 1}                  | enable_bias is 1              | true, false
            {"word_embed_proj_dim": 0}          | word_embed_proj_dim is 0      | integers from 1
            {"rope_scaling": {"type": "linear"}} | rope_scaling                 | not supported
            """)
    void anOptConfigurationThatCannotBeHonouredIsRefused(String changes, String found, String allowed) {
        refused(TinyModels.opt(changes), found, allowed);
    }

    @Test
    void whatTheUserAllowsToBeIgnoredIsIgnored() {
        ObjectNode config = TinyModels.llama("{\"attention_multiplier\": 2.0}");
        ConfigReader reader = new ConfigReader("config.json", config, Set.of("attention_multiplier"));
        assertThat(Backbones.architecture(reader).shape().layers()).isEqualTo(3);
    }

    private static void refused(ObjectNode config, String found, String allowed) {
        assertThatThrownBy(() -> Backbones.architecture(new ConfigReader("config.json", config, Set.of())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(found)
                .hasMessageContaining(allowed);
    }
}
