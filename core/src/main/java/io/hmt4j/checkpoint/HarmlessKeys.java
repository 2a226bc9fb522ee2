package io.hmt4j.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of Hugging Face configurations that have no influence on the arithmetic of inference.
 *
 * <p>A key belongs here only if no value of it changes a logit of a decoder-only model. All others a family asks for,
 * or they are refused. {@link Fingerprint} leaves these keys out too: adding one changes the fingerprint of the models
 * that have it.
 */
public final class HarmlessKeys {

    /** Where the checkpoint comes from, and which program wrote it. The family goes by {@code model_type}. */
    private static final Set<String> ORIGIN = Set.of(
            "_commit_hash",
            "_name_or_path",
            "architectures",
            "auto_map",
            "base_model_name_or_path",
            "is_llama_config",
            "model_type",
            "tokenizer_class",
            "transformers.js_config",
            "transformers_version",
            "unsloth_fixed",
            "unsloth_version");

    /** Number format of the weights (the file's own is used, or the user's wish) and how, not what, is computed. */
    private static final Set<String> EXECUTION = Set.of(
            "_attn_implementation",
            "_attn_implementation_autoset",
            "_flash_attn_2_enabled",
            "attn_implementation",
            "chunk_size_feed_forward",
            "dtype",
            "gradient_checkpointing",
            "is_decoder", // a decoder-only model is one either way
            "keys_to_ignore_at_inference",
            "num_logits_to_keep",
            "output_attentions",
            "output_hidden_states",
            "output_past",
            "pretraining_tp", // splits products; their sum is the same
            "return_dict",
            "torch_dtype",
            "torchscript",
            "use_bfloat16",
            "use_cache");

    /** Dropout and initial values: training only. */
    private static final Set<String> TRAINING = Set.of(
            "activation_dropout",
            "attention_dropout",
            "attn_pdrop",
            "dropout",
            "embd_pdrop",
            "hidden_dropout",
            "hidden_dropout_prob",
            "init_std",
            "initializer_factor",
            "initializer_range",
            "layerdrop",
            "neftune_noise_alpha",
            "resid_pdrop");

    /** Heads other than the language model's, and labels for them. */
    private static final Set<String> OTHER_HEADS =
            Set.of("classifier_dropout", "finetuning_task", "id2label", "label2id", "num_labels", "problem_type");

    /** Token ids and lengths: how a text is made into ids and where it ends, not what the model makes of them. */
    private static final Set<String> TOKENS = Set.of(
            "bos_token_id",
            "cls_token_id",
            "decoder_start_token_id",
            "eos_token_id",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "mask_token_id",
            "max_sequence_length",
            "model_max_length",
            "pad_token_id",
            "prefix",
            "sep_token_id",
            "task_specific_params",
            "unk_token_id");

    /** Defaults of generation, which older versions of transformers wrote into {@code config.json}. */
    private static final Set<String> GENERATION = Set.of(
            "bad_words_ids",
            "begin_suppress_tokens",
            "diversity_penalty",
            "do_sample",
            "early_stopping",
            "encoder_no_repeat_ngram_size",
            "exponential_decay_length_penalty",
            "length_penalty",
            "max_length",
            "max_new_tokens",
            "min_length",
            "no_repeat_ngram_size",
            "num_beam_groups",
            "num_beams",
            "num_return_sequences",
            "output_scores",
            "remove_invalid_values",
            "repetition_penalty",
            "return_dict_in_generate",
            "suppress_tokens",
            "temperature",
            "top_k",
            "top_p",
            "typical_p");

    /** All of them: what a decoder-only family passes to {@link ConfigReader#refuseUnknown}. */
    public static final Set<String> ALL = Stream.of(ORIGIN, EXECUTION, TRAINING, OTHER_HEADS, TOKENS, GENERATION)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** Switches that are harmless where they are off. */
    private static final Set<String> HARMLESS_IF_FALSE =
            Set.of("add_cross_attention", "is_encoder_decoder", "rope_interleaved", "tie_encoder_decoder", "use_mrope");

    private HarmlessKeys() {}

    /** Whether a value leaves the model as it is without the key: null, nothing inside, or a switch that is off. */
    static boolean saysNothing(String key, JsonNode value) {
        boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
        boolean off = value.isBoolean() && !value.booleanValue();
        return empty || (off && HARMLESS_IF_FALSE.contains(key));
    }
}
