package io.hmt4j.server.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hmt4j.backbone.RandomCheckpoint;
import io.hmt4j.memory.HmtConfig;
import io.hmt4j.memory.HmtModel;
import io.hmt4j.memory.Mode;
import io.hmt4j.memory.ModelOptions;
import io.hmt4j.memory.ReadingSpeed;
import io.hmt4j.memory.RecallQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small models of random weights with a real tokenizer of 512 tokens, the same each time; and the one that is shipped. */
public final class ServedModels {

    /** Begins with the BOS token's name, as Llama's templates do; answers end with the EOS token's. */
    public static final String TEMPLATE =
            "{{ bos_token }}{% for message in messages %}\n{{ message.role }}:{{ message.content }}"
                    + "{% if message.role == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
                    + "{% if add_generation_prompt %}\nassistant:{% endif %}";

    /** The trained model of the demonstration: words of its own, segments of 24 tokens, no chat template. */
    public static final Path DEMO =
            Path.of("..", "cli", "src", "main", "resources", "io", "hmt4j", "cli", "demo", "models", "hmt");

    /** Segments of 12 tokens, 3 sensory tokens, a bank of 4. */
    public static final HmtConfig SMALL =
            new HmtConfig(Mode.HMT, 12, 3, 4, 16, 0.5, 1, RecallQuery.SEGMENT, ReadingSpeed.CONSTANT);

    private static final Path TOKENIZER =
            Path.of("..", "core", "src", "test", "resources", "tokenizers", "stories260K");

    private ServedModels() {}

    /** Writes a model with a chat template, unless that is empty. Other seeds are other models. */
    public static Path write(Path folder, String template, long seed) throws IOException {
        RandomCheckpoint.write(folder, llama(), seed);
        for (String file : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
            Files.copy(TOKENIZER.resolve(file), folder.resolve(file));
        }
        if (!template.isEmpty()) {
            Files.writeString(folder.resolve("chat_template.jinja"), template);
        }
        return folder;
    }

    /** Writes and loads a small model with {@link #TEMPLATE}; the caller closes it. */
    public static HmtModel small(Path folder) throws IOException {
        return load(write(folder, TEMPLATE, 3), SMALL);
    }

    /** Loads a model with these settings of its memory; the caller closes it. */
    public static HmtModel load(Path folder, HmtConfig config) {
        return HmtModel.load(folder, ModelOptions.DEFAULT.withSettings(settings -> config));
    }

    /** Writes a model without a chat template whose 256 tokens are bytes: another vocabulary than that of the others. */
    public static Path writeByteLevel(Path folder, long seed) throws IOException {
        RandomCheckpoint.write(folder, llama().put("vocab_size", 256), seed);
        return writeByteLevelTokenizer(folder);
    }

    /** Writes a tokenizer whose 256 tokens are bytes, as GPT-2's are without its merges. */
    public static Path writeByteLevelTokenizer(Path folder) throws IOException {
        ObjectNode tokenizer = new ObjectMapper().createObjectNode();
        tokenizer.put("version", "1.0").putArray("added_tokens");
        ObjectNode step = tokenizer.putObject("pre_tokenizer");
        step.put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", true);
        tokenizer.set("decoder", step.deepCopy());
        ObjectNode model = tokenizer.putObject("model").put("type", "BPE");
        ObjectNode vocabulary = model.putObject("vocab");
        int unprintable = 256;
        for (int b = 0; b < 256; b++) {
            boolean prints = !Character.isISOControl(b) && b != ' ' && b != 0xA0 && b != 0xAD;
            vocabulary.put(Character.toString(prints ? b : unprintable++), b);
        }
        model.putArray("merges");
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer.toString());
        return folder;
    }

    private static ObjectNode llama() {
        ObjectNode config = new ObjectMapper().createObjectNode();
        config.put("model_type", "llama");
        config.put("hidden_size", 32);
        config.put("intermediate_size", 48);
        config.put("num_hidden_layers", 1);
        config.put("num_attention_heads", 4);
        config.put("num_key_value_heads", 2);
        config.put("vocab_size", 512);
        config.put("max_position_embeddings", 128);
        config.put("rms_norm_eps", 1e-5);
        config.put("hidden_act", "silu");
        config.put("initializer_range", 0.1);
        config.put("tie_word_embeddings", true);
        return config;
    }
}
